import { createHmac } from 'crypto';
import type { INode } from 'n8n-workflow';

import { ORIGINS, validateRequest } from '../conformance/contract/document';
import type { Engine } from '../support/harness/engine';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const SIGNATURE = 'made-up-signature-0002';
const SIGNED_WITH = 'made-up-hmac-key-0001';
const PATH = '/api/v1/example/01hxxx';
const WEBHOOK_URL = `${ORIGINS.webhooks}${PATH}?patchworks_signature=${SIGNATURE}`;
const WEBHOOK = { id: '01HXXXXXXXXXXXXXXXXXXXXXXX', flow_id: 101, format: 'json' };

describe('Flow Webhook', () => {
	testOperations('flowWebhook', [
		{
			operation: 'getAll',
			parameters: { flowId: byId(101) },
			sends: `GET /api/v1/flows/101/webhooks?${FIRST_PAGE}`,
			answer: page([WEBHOOK]),
			gives: [WEBHOOK],
		},
	]);
});

describe('Flow Webhook: Trigger', () => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine();
	});

	const trigger = async (parameters: INode['parameters']) =>
		await runPatchworks(
			engine,
			{ resource: 'flowWebhook', operation: 'trigger', webhookUrl: WEBHOOK_URL, ...parameters },
			{ items: [{ order: 'Ä-1001' }] },
		);

	const triggerOnce = async (parameters: INode['parameters']) => {
		const seen = answerAll(ORIGINS.webhooks, () => [200, { message: 'Flow initialised.' }]);

		const { items, error } = await trigger(parameters);

		expect(error).toBeUndefined();
		expect(items).toEqual([{ message: 'Flow initialised.' }]);
		expect(seen).toHaveLength(1);
		const [{ method, url, headers, body, authorization }] = seen;
		expect(authorization).toBe('');
		expect(validateRequest({ method, url: `${ORIGINS.webhooks}${url}`, headers, body })).toEqual(
			[],
		);
		return seen[0];
	};

	it('sends the input item with the signature in the address', async () => {
		expect(await triggerOnce({})).toMatchObject({
			method: 'POST',
			url: `${PATH}?patchworks_signature=${SIGNATURE}`,
			body: '{"order":"Ä-1001"}',
		});
	});

	it('sends parameters with GET', async () => {
		expect(await triggerOnce({ method: 'GET', query: '{"order": "1001"}' })).toMatchObject({
			method: 'GET',
			url: `${PATH}?order=1001&patchworks_signature=${SIGNATURE}`,
			body: '',
		});
	});

	it('takes the signature from its own field, and the prefix of a virtual environment', async () => {
		expect(
			await triggerOnce({
				webhookUrl: `${ORIGINS.webhooks}${PATH}/`,
				options: { signature: SIGNATURE, virtualEnvironmentPrefix: '2' },
			}),
		).toMatchObject({ url: `${PATH}/2?patchworks_signature=${SIGNATURE}` });
	});

	it.each<[string, INode['parameters']]>([
		['JSON', { payload: ' {"order":  "Ä-1001"} ' }],
		['text', { payloadFormat: 'text', payload: ' Ä;1001\n' }],
		['no body', { payload: '' }],
	])('proves %s with an HMAC of the bytes it sends', async (_, parameters) => {
		const { headers, body } = await triggerOnce({
			...parameters,
			options: { hmacKey: SIGNED_WITH },
		});

		expect(headers['x-hmac-hash']).toBe(
			createHmac('sha256', SIGNED_WITH).update(body, 'utf8').digest('hex'),
		);
	});

	it('sends no HMAC without a key', async () => {
		expect((await triggerOnce({})).headers).not.toHaveProperty('x-hmac-hash');
	});

	it('refuses an HMAC of a request that has no body', async () => {
		const { error } = await trigger({ method: 'GET', options: { hmacKey: SIGNED_WITH } });

		expect(error?.message).toBe("'HMAC Key' needs the method POST [item 0]. Nothing was sent.");
	});

	it('shows neither key nor signature in an error', async () => {
		answerAll(ORIGINS.webhooks, () => [
			403,
			{ message: `Bad hash for ${SIGNED_WITH}`, url: `/x?patchworks_signature=${SIGNATURE}` },
		]);

		const { error } = await trigger({
			webhookUrl: `={{ ${JSON.stringify(WEBHOOK_URL)} }}`,
			options: { hmacKey: `={{ ${JSON.stringify(SIGNED_WITH)} }}` },
		});

		expect(error).toMatchObject({
			message: 'Bad hash for *****',
			context: { data: { message: 'Bad hash for *****', url: '/x?patchworks_signature=*****' } },
		});
	});
});
