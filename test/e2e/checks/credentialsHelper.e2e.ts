import { Workflow } from 'n8n-workflow';

import type { Outcome, Subject } from '../../support/harness/credentials/credentialCases';
import { CASES, outcomeOf } from '../../support/harness/credentials/credentialCases';
import { rulesOf, TestCredentials } from '../../support/harness/credentials/credentials';
import { path, projectRoot } from '../../support/node';
import { envFor } from '../n8n/install-n8n';
import { run } from '../processes';
import { copyOf, setting } from '../setting';

const { install, emptyFolder } = setting();

let real: Record<string, Outcome>;

beforeAll(async () => {
	const script = path.join(projectRoot, 'test', 'e2e', 'realCredentials.ts');
	const n8nFolder = path.dirname(path.dirname(install.script));
	const printed = await run(install.node, ['--import', require.resolve('tsx'), script, n8nFolder], {
		env: { ...envFor(install.node), N8N_USER_FOLDER: copyOf(emptyFolder) },
	});
	real = JSON.parse(printed.slice(printed.indexOf('{"'))) as Record<string, Outcome>;
});

/** The harness with the rules of this n8n. */
const harness: Subject = {
	Workflow,
	storeOf: async (type, id, data) => {
		const helper = new TestCredentials({ credentialType: () => type });
		helper.rules = rulesOf(install.version);
		helper.add(id, type.name, data);
		return {
			helper,
			stored: async () => {
				const { data: stored, reads, writes } = helper.stored.get(id)!;
				return { stored, reads, writes };
			},
		};
	},
};

describe("The harness does with a credential what n8n's own helper does, where", () => {
	it.each(CASES.map((one) => [one.name, one] as const))('%s', async (name, one) => {
		const outcome = JSON.parse(JSON.stringify(await outcomeOf(harness, one))) as Outcome;

		expect(outcome).toEqual(real[name]);
	});
});
