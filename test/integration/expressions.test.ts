import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll } from '../support/harness/requests';

const HOOKS = 'https://webhooks.wearepatchworks.com';
const REQUEST = { resource: 'apiRequest', operation: 'request', path: '/api/v1/things' };
const TRIGGER = {
	resource: 'flowWebhook',
	operation: 'trigger',
	webhookUrl: `${HOOKS}/api/v1/example/01hxxx?patchworks_signature=made-up`,
};
const CONVERSATION = {
	resource: 'agentConversation',
	operation: 'create',
	feature: '={{ $json.feature }}',
	prompt: 'Build it',
	flowId: byId('={{ $json.flow }}'),
	flowVersionId: byId('={{ $json.version }}'),
	shapeId: byId('={{ $json.step }}'),
};
const VARIABLE = {
	resource: 'flowVersion',
	operation: 'createVariable',
	flowVersionId: byId(5),
	key: 'warehouse',
	type: 'string',
	secret: '={{ $json.secret }}',
	value: 'made-up-value-0001',
};

describe.each([
	['node in a workflow', false],
	['tool of an AI agent', true],
])('A field that others depend on, as an expression of a %s', (_form, byDescription) => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine('sources', byDescription);
	});

	const run = async (parameters: object, items: IDataObject[], status = 200, body: object = {}) => {
		const seen: Array<SeenRequest & { origin: string }> = [];
		for (const origin of [...Object.values(CLOUD), HOOKS]) {
			answerAll(origin, (request) => {
				seen.push({ ...request, origin });
				return [status, body];
			});
		}
		const { error } = await runPatchworks(engine, parameters as INode['parameters'], { items });
		return { error, seen };
	};

	it.each(['core', 'login', 'start'] as const)(
		'sends a request to the %s host when that is what the item says',
		async (host) => {
			const { error, seen } = await run({ ...REQUEST, host: '={{ $json.host }}' }, [{ host }]);

			expect(error).toBeUndefined();
			expect(seen.map(({ origin }) => origin)).toEqual([CLOUD[host]]);
		},
	);

	it('sends the request of each item to the host of that item', async () => {
		const { error, seen } = await run(
			{ ...REQUEST, path: '=/{{ $json.host }}', host: '={{ $json.host }}' },
			[{ host: 'start' }, { host: 'core' }, { host: 'login' }],
		);

		expect(error).toBeUndefined();
		expect(seen.map(({ origin, url }) => `${origin}${url}`).sort()).toEqual(
			(['core', 'login', 'start'] as const).map((host) => `${CLOUD[host]}/${host}`).sort(),
		);
	});

	it.each<[string, object, IDataObject, string]>([
		[
			'an unknown host',
			{ ...REQUEST, host: '={{ $json.host }}' },
			{ host: 'Start' },
			"'Host' has to be one of these: core, login, start",
		],
		['no host', { ...REQUEST, host: '={{ $json.host }}' }, {}, "'Host' is empty"],
		['no method', { ...REQUEST, method: '={{ $json.method }}' }, {}, "'Method' is empty"],
		[
			'an unknown method',
			{ ...REQUEST, method: '={{ $json.method }}' },
			{ method: 'TRACE' },
			"'Method' has to be one of these: DELETE, GET, PATCH, POST, PUT",
		],
		[
			'no method for a webhook',
			{ ...TRIGGER, method: '={{ $json.method }}' },
			{},
			"'Method' is empty",
		],
		[
			'no format of the payload',
			{ ...TRIGGER, payloadFormat: '={{ $json.format }}' },
			{},
			"'Payload Format' is empty",
		],
		[
			'a format of the payload that there is not',
			{
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				payloadFormat: '={{ $json.format }}',
			},
			{ format: 'xml' },
			"'Payload Format' has to be one of these: json, text",
		],
		[
			'whether a value is a secret as text',
			VARIABLE,
			{ secret: 'yes' },
			"'Secret' has to be one of these: true, false",
		],
		['nothing for whether a value is a secret', VARIABLE, {}, "'Secret' is empty"],
	])('sends nothing when it gives %s', async (_title, parameters, item, message) => {
		const { error, seen } = await run(parameters, [item]);

		expect(seen).toEqual([]);
		expect(error?.message).toBe(`${message} [item 0]. Nothing was sent.`);
	});

	it.each([
		['POST', '{"a":1}'],
		['GET', ''],
	])('sends with the method %s the body %j', async (method, body) => {
		const parameters = { ...REQUEST, method: '={{ $json.method }}', body: '{"a":1}' };

		const { seen } = await run(parameters, [{ method }]);

		expect(seen).toMatchObject([{ method, body }]);
	});

	it('asks for no flow when the agent builds flows', async () => {
		const { error, seen } = await run(CONVERSATION, [{ feature: 'flow-builder' }]);

		expect(error).toBeUndefined();
		expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			{ feature: 'flow-builder', prompt: 'Build it' },
		]);
	});

	it('sends flow, version and step when the agent builds maps', async () => {
		const item = { feature: 'map-builder', flow: 1, version: 2, step: 3 };

		const { error, seen } = await run(CONVERSATION, [item]);

		expect(error).toBeUndefined();
		expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			{
				feature: 'map-builder',
				prompt: 'Build it',
				payload: { flow_id: 1, flow_version_id: 2, flow_step_id: 3 },
			},
		]);
	});

	it.each([
		[true, 'Not *****'],
		[false, 'Not made-up-value-0001'],
	])('hides a value from errors when it is a secret: %s', async (secret, message) => {
		const refusal = { message: 'Not made-up-value-0001' };

		const { error, seen } = await run(VARIABLE, [{ secret }], 422, refusal);

		expect(JSON.parse(seen[0].body)).toMatchObject({ secret, value: 'made-up-value-0001' });
		expect(error?.message).toBe(message);
	});
});
