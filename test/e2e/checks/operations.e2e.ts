import { memoize, uniq } from 'lodash';

import { ORIGINS } from '../../conformance/contract/document';
import { nodeOperations } from '../../conformance/operations/nodeOperations';
import { EVERYTHING, ONLY_REQUIRED } from '../../conformance/operations/scenarios';
import type { Account } from '../../demo/accounts';
import { sandboxAccounts } from '../../demo/accounts';
import { startSandbox } from '../../support/sandbox';
import type { Cloud } from '../services/cloud';
import { startCloud } from '../services/cloud';
import type { Form } from '../operations/forms';
import { asNodes, asToolsOfAgent, asToolsOfMcpServer, TIMEOUT_MS } from '../operations/forms';
import { seenInHarness } from '../operations/harness';
import type { PlannedOperation } from '../operations/plan';
import {
	hostsOf,
	inSandbox,
	planEveryOperation,
	SAME_EACH_TIME,
	withoutInput,
} from '../operations/plan';
import type { Seen } from '../operations/seen';
import { copyOf, setting } from '../setting';
import type { N8n } from '../n8n/start-n8n';
import { startN8n } from '../n8n/start-n8n';

interface Kind {
	form: Form;
	isTool: boolean;
	/** Whether n8n reads what the node describes; else it runs the node's own code where there is any. */
	byDescription: boolean;
}

const FORMS: Record<string, Kind> = {
	'nodes of a workflow': { form: asNodes, isTool: false, byDescription: false },
	'tools of an agent': { form: asToolsOfAgent(3), isTool: true, byDescription: false },
	'tools of an agent that fetches them itself': {
		form: asToolsOfAgent(2.2),
		isTool: true,
		byDescription: true,
	},
	'tools of the MCP Server Trigger': {
		form: asToolsOfMcpServer,
		isTool: true,
		byDescription: true,
	},
};

let cloud: Cloud;
let n8n: N8n;
let planned: PlannedOperation[];
let tools: PlannedOperation[];

beforeAll(async () => {
	const { install, packageFolder } = setting();
	cloud = await startCloud();
	n8n = await startN8n({ install, userFolder: copyOf(packageFolder), env: cloud.env });
	planned = await planEveryOperation([ONLY_REQUIRED, EVERYTHING]);
	tools = (await planEveryOperation([ONLY_REQUIRED]))
		// A model gives no files.
		.filter(({ files }) => !files)
		.map(withoutInput);
}, TIMEOUT_MS);
afterAll(async () => {
	await n8n?.stop();
	await cloud?.close();
});

const inHarness = memoize(
	async (
		authentication: Account['authentication'],
		kind: Omit<Kind, 'form'>,
	): Promise<Record<string, Seen>> => {
		return await seenInHarness(kind.isTool ? tools : planned, authentication, kind);
	},
	(authentication, { isTool, byDescription }) => [authentication, isTool, byDescription].join(),
);

const onlyForAdministrators = nodeOperations
	.filter(({ description }) => /administrator only/i.test(description))
	.map(({ path }) => path);

describe.each(['apiKey', 'oAuth'] as const)('In the harness, with the credential %s', (own) => {
	it.each(Object.entries(FORMS))(
		'all operations send something, and none fails that may be done, as %s',
		async (_name, kind) => {
			const seen = Object.entries(await inHarness(own, kind));
			const namesOf = (some: typeof seen) => uniq(some.map(([name]) => name.split(', ')[0]));

			expect(namesOf(seen).sort()).toEqual(nodeOperations.map(({ path }) => path).sort());
			expect(namesOf(seen.filter(([, { requests }]) => requests.length === 0))).toEqual([]);
			expect(namesOf(seen.filter(([, { items }]) => items.some(({ error }) => error)))).toEqual(
				own === 'apiKey' ? onlyForAdministrators : [],
			);
		},
	);
});

let sandboxes = 0;

describe.each(Object.entries(FORMS))('All operations as %s', (_name, kind) => {
	const { form, isTool } = kind;
	describe.each(['apiKey', 'oAuth'] as const)('with the credential %s', (authentication) => {
		it.each(['selfHosted', 'cloud'])(
			'send and give what they do in the harness, with hosting %s',
			async (hosting) => {
				const sandbox = await startSandbox({
					...SAME_EACH_TIME,
					// A login to the cloud would be remembered from one sandbox to the next.
					password: `made-up-password-${++sandboxes}`,
				});
				try {
					const account = sandboxAccounts(sandbox).find(
						(one) => one.authentication === authentication,
					)!;
					cloud.leadTo(hostsOf(sandbox));
					const credential = await n8n.rest.createCredential(
						account.type,
						{
							...account.data,
							...(hosting === 'cloud' && {
								hosting,
								coreUrl: ORIGINS.core,
								startUrl: ORIGINS.start,
							}),
						},
						'Test credential',
					);
					const operations = isTool ? tools : planned;

					const seen = await form(
						hosting === 'cloud' ? operations : inSandbox(operations, sandbox),
						{ n8n, sandbox, authentication, credential },
					);

					expect(seen).toEqual(await inHarness(authentication, kind));
				} finally {
					await sandbox.close();
				}
			},
			TIMEOUT_MS,
		);
	});
});
