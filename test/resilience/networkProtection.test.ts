import type { INode, NodeApiError } from 'n8n-workflow';

import { mayPass } from '../../nodes/api/errors/mayPass';
import { testCredential } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import { API_KEY, createEngine, PASSWORD, USERNAME } from '../support/harness/patchworks';
import { process } from '../support/node';
import { FaultyServer, json } from './support/faultyServer';
import { DOWNLOAD, GET, GET_ALL, runAgainst, START } from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	// n8n reads it once, before it sends its first request.
	process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
	engine = await createEngine();
	server = await FaultyServer.start();
	await server.plan(json(200, { data: { id: 1 } }));
});
afterAll(async () => {
	delete process.env.N8N_SSRF_PROTECTION_ENABLED;
	await server.close();
});

const WHY = 'The request was blocked because it resolves to a restricted IP address.';

describe('A self-hosted Patchworks in a network that n8n protects', () => {
	it.each<[string, (origin: string) => INode['parameters']]>([
		['a read', () => GET],
		['a list', () => GET_ALL],
		['a download', () => DOWNLOAD],
		['a start', () => START],
		[
			'a start by a signed URL',
			(origin) => ({
				resource: 'flowWebhook',
				operation: 'trigger',
				webhookUrl: `${origin}/webhook/1?patchworks_signature=made-up-signature`,
			}),
		],
	])('is named as such, and whom to ask, in the error of %s', async (_, parameters) => {
		for (const name of ['127.0.0.1', 'localhost']) {
			const origin = server.origin.replace('127.0.0.1', name);

			const { error } = await runAgainst(engine, { origin }, parameters(origin));

			expect(error?.message).toBe(`n8n stopped the request to ${new URL(origin).host}: ${WHY}`);
			expect(error?.description).toMatch(
				/^The target .* is not allowed\..*ask your n8n administrator/,
			);
			expect(error?.description).not.toMatch(/carried out|signature/);
			// The trigger backs off, and a wait does not look on.
			expect(error).toMatchObject({ failure: { cause: 'configuration-invalid' } });
			expect(mayPass(error as NodeApiError)).toBe(false);
		}
		expect(server.requests).toHaveLength(0);
	});

	it('is named as such in the error of a login', async () => {
		const { error } = await runAgainst(engine, server, { ...GET, authentication: 'oAuth' });

		expect(error?.message).toContain(WHY);
	});

	it.each([
		['PatchworksApiKey', { apiKey: API_KEY }],
		['PatchworksOAuth', { username: USERNAME, password: PASSWORD }],
	])('is named as such in the test of a credential of the type %s', async (type, data) => {
		const { origin } = server;
		const urls = { coreUrl: origin, startUrl: origin, loginUrl: origin };

		const { status, message } = await testCredential(engine, type, {
			hosting: 'selfHosted',
			...urls,
			...data,
		});

		expect(status).toBe('Error');
		expect(message).toContain(WHY);
	});
});
