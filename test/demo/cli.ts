import type { IPinData } from 'n8n-workflow';

import { Engine, outputOf } from '../support/harness/engine';
import { process, util } from '../support/node';
import { startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import type { Account } from './accounts';
import { liveAccounts, sandboxAccounts } from './accounts';
import { Outbox } from './outbox';
import type { ExamplePart } from './promises';
import { answersOf, brokenPromises, brokenSends, PROMISES } from './promises';
import { QUESTIONS } from './questions';
import { callExampleTools, MCP_EXAMPLE, prepareQuestions } from './runTools';
import { exampleFiles, readExample, runExample } from './runExample';

const { styleText } = util;
const write = (line = '') => process.stdout.write(`${line}\n`);

/** Runs every example and says what each node did; fails when one does not give what it promises. */
async function main(): Promise<void> {
	const live = process.argv.includes('--live');
	const startedAt = Date.now();
	const engine = await Engine.create('dist');
	const sandbox = live ? undefined : await startSandbox({ rateLimit: false, runDuration: 1_000 });
	const outbox = live ? undefined : await Outbox.open();
	const accounts = sandbox ? sandboxAccounts(sandbox) : liveAccounts();
	write(
		sandbox
			? `The examples, run by n8n's own engine against a made-up Patchworks at ${sandbox.coreUrl}`
			: "The read-only examples, run by n8n's own engine against your Patchworks account",
	);

	let passed = 0;
	const broken: string[] = [];
	for (const file of exampleFiles()) {
		const promise = PROMISES[file];
		if (!promise) {
			broken.push(`${file} promises nothing: say in test/demo/promises.ts what it gives`);
			continue;
		}
		if (live && !promise.readOnly) continue;
		for (const account of accounts) {
			write();
			const signIn = account.authentication === 'apiKey' ? 'API key' : 'user name and password';
			write(styleText('bold', `${file} with ${signIn}`));
			write(`  shows ${promise.shows}`);
			for (const part of [promise, ...(promise.then ?? [])]) {
				const world = { engine, account, sandbox, outbox, given: promise.givenInDemo };
				const problems = await runOne(file, part, world);
				if (problems.length === 0) passed++;
				broken.push(...problems.map((one) => `${file} (${account.authentication}): ${one}`));
			}
		}
	}
	if (sandbox) {
		const problems = await answerQuestions(engine, accounts[0], sandbox);
		passed += QUESTIONS.length - problems.length;
		broken.push(...problems);
	}
	await sandbox?.close();
	await outbox?.close();

	write();
	for (const problem of broken) write(styleText('red', `✗ ${problem}`));
	write(
		`${passed} example runs as promised, ${broken.length} broken promises, ${Math.round((Date.now() - startedAt) / 100) / 10} s`,
	);
	process.exitCode = broken.length === 0 && passed > 0 ? 0 : 1;
}

/** What an example is run with. */
interface World {
	engine: Engine;
	account: Account;
	sandbox?: Sandbox;
	outbox?: Outbox;
	given?: IPinData;
}

/** Calls the tools of the AI examples as a model does that is asked the ten questions. */
async function answerQuestions(engine: Engine, account: Account, sandbox: Sandbox) {
	write();
	write(styleText('bold', `${MCP_EXAMPLE}, tool by tool`));
	write('  shows the answers to ten questions of operations people');
	prepareQuestions(sandbox);
	const credentials = {
		[account.type]: engine.credentials.add('demo', account.type, account.data),
	};
	const problems: string[] = [];
	for (const { ask, calls, answer } of QUESTIONS) {
		const results: string[] = [];
		for (const { tool, args } of calls) {
			const given = typeof args === 'function' ? args(results) : args;
			const call = { title: tool, tool, args: given };
			results.push((await callExampleTools(engine, credentials, [call]))[tool]);
		}
		const last = results.at(-1) ?? '';
		const isAnswered = answer.test(last);
		write(
			`  ${isAnswered ? styleText('green', '✓') : styleText('red', '✗')} ${ask} ${styleText('gray', `${last.length} characters`)}`,
		);
		if (!isAnswered) problems.push(`"${ask}" was answered with ${last.slice(0, 200)}`);
	}
	return problems;
}

async function runOne(
	file: string,
	part: ExamplePart,
	{ engine, account, sandbox, outbox, given }: World,
): Promise<string[]> {
	const answers = { ...given, ...answersOf(part, sandbox) };
	sandbox?.clearRequests();
	const run = await runExample(
		engine,
		readExample(file),
		account,
		(node) => {
			const state = node.error ? styleText('red', '✗') : styleText('green', '✓');
			write(
				`  ${state} ${node.name}: ${node.items} item(s) in ${node.milliseconds} ms ${styleText('gray', node.error ?? node.sample)}`,
			);
		},
		{ startAt: part.startAt, ...(Object.keys(answers).length > 0 && { answers }) },
		outbox,
	);

	const problems: string[] = [];
	if (run.data.resultData.error) problems.push(run.data.resultData.error.message);
	if (!sandbox) return problems;
	problems.push(...brokenSends(part.sends, outbox?.empty() ?? []));
	for (const [name, expected] of Object.entries(part.nodes)) {
		const items = outputOf(run, name);
		problems.push(...brokenPromises(name, expected, items));
	}
	for (const [operationId, count] of Object.entries(part.requests ?? {})) {
		const sent = sandbox.requestsTo({ operationId }).length;
		if (sent !== count) problems.push(`${operationId} was sent ${sent} times, not ${count}`);
	}
	const refused = sandbox.requests.filter(({ status }) => status >= 400);
	write(
		styleText(
			'gray',
			`    ${sandbox.requests.length} requests, ${refused.length} of them refused, ${sandbox.requestsTo({ operationId: 'login' }).length} logins`,
		),
	);
	return problems;
}

main().catch((error: Error) => {
	write(error.message);
	// The servers of the demo would keep it going.
	process.exit(1);
});
