import type { INode } from 'n8n-workflow';

import { Engine, jsonOf, node } from '../engine';
import { answerAll } from '../requests';

const OWN = {
	core: 'https://core.example.com',
	start: 'https://start.example.com',
	login: 'https://login.example.com',
};
const OWN_HOSTS = {
	hosting: 'selfHosted',
	coreUrl: OWN.core,
	startUrl: OWN.start,
	loginUrl: OWN.login,
};

let engine: Engine;

beforeEach(async () => {
	engine = await Engine.create();
});

/** Runs n8n's own HTTP Request node once for each item, with a credential of this package. */
async function runHttpRequest(type: string, id: string, items: object[]) {
	const parameters: INode['parameters'] = {
		url: `${OWN.core}/api/v1/flows`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: type,
	};
	const run = await engine.run(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node('HTTP Request', 'n8n-nodes-base.httpRequest', parameters, {
					typeVersion: 4.2,
					credentials: { [type]: { id, name: 'Test credential' } },
				}),
			],
			connections: { Trigger: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
		},
		{ pinData: { Trigger: items.map((json) => ({ json: json as never })) } },
	);
	return { error: run.data.resultData.error, items: jsonOf(run, 'HTTP Request') };
}

describe('the credential store of the harness', () => {
	it("resolves a credential's expressions for each item", async () => {
		engine.credentials.add('byItem', 'PatchworksApiKey', {
			...OWN_HOSTS,
			apiKey: '={{ $json.key }}',
		});
		const core = answerAll(OWN.core, () => [200, {}]);

		const { error } = await runHttpRequest('PatchworksApiKey', 'byItem', [
			{ key: 'made-up-key-a' },
			{ key: 'made-up-key-b' },
		]);

		expect(error).toBeUndefined();
		expect(core.map(({ authorization }) => authorization)).toEqual([
			'made-up-key-a',
			'made-up-key-b',
		]);
	});

	it.each([
		['stored', '={{ $json.user }}'],
		['resolved', 'resolved@example.com'],
	] as const)('keeps the user name as %s beside a new token', async (keeps, username) => {
		engine.credentials.rules = { ...engine.credentials.rules, keeps };
		engine.credentials.add('byItem', 'PatchworksOAuth', {
			...OWN_HOSTS,
			username: '={{ $json.user }}',
			password: 'made-up-password',
		});
		answerAll(OWN.login, () => [200, { token: 'made-up-token', expires_in: 3600 }]);
		answerAll(OWN.core, () => [200, {}]);

		const { error } = await runHttpRequest('PatchworksOAuth', 'byItem', [
			{ user: `${keeps}@example.com` },
		]);

		expect(error).toBeUndefined();
		expect(engine.credentials.stored.get('byItem')).toMatchObject({
			data: { username, password: 'made-up-password', accessToken: 'made-up-token' },
			writes: 1,
		});
	});

	it('knows no credential of another type', async () => {
		engine.credentials.add('key', 'PatchworksApiKey', { apiKey: 'made-up-key' });

		const { error } = await runHttpRequest('PatchworksOAuth', 'key', [{}]);

		expect(error?.message).toBe(
			'Credential with ID "key" does not exist for type "PatchworksOAuth".',
		);
	});
});
