import { sleep } from 'n8n-workflow';

import { liveAccounts } from '../demo/accounts';
import { fs, process, util } from '../support/node';
import { checkAccount } from './checkAccount';
import { isContradicted, textOf } from './findings/report';
import { warningOf } from './requests/start';

/** How the command ends. */
const EXIT = { fine: 0, contradicted: 1, couldNotRun: 2 };

/**
 * Checks the account that the environment has credentials for, and prints what was found. With
 * `--start FLOW_ID --environment NAME` it starts that flow once.
 */
async function main(): Promise<void> {
	const text = { type: 'string' } as const;
	const { values } = util.parseArgs({ options: { json: text, start: text, environment: text } });
	const wish = wishOf(values);
	if (wish) process.stdout.write(`${warningOf(wish)}\n\n`);
	const clock = { now: () => Date.now(), sleep };
	const report = await checkAccount(liveAccounts(), clock, wish);
	process.stdout.write(`${textOf(report)}\n`);
	if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(report, undefined, '\t')}\n`);
	process.exitCode = isContradicted(report) ? EXIT.contradicted : EXIT.fine;
}

/** @throws Error where a flow is to be started and it does not say in which virtual environment */
function wishOf({ start, environment }: { start?: string; environment?: string }) {
	if (start === undefined && environment === undefined) return undefined;
	if (start && environment) return { flowId: start, environment };
	throw new Error(
		'To start a flow, name both: --start FLOW_ID --environment NAME. Nothing was sent.',
	);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = EXIT.couldNotRun;
});
