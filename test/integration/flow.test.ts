import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

describe('Flow: Get Many', () => {
	it('sends the bare key and gives the rows', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1, name: 'Orders', body: 'x' }])]);

		const { items, error } = await runPatchworks(engine, { resource: 'flow', operation: 'getAll' });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ id: 1, name: 'Orders' }]);
		expect(core).toMatchObject([
			{ method: 'GET', url: '/api/v1/flows?page=1&per_page=50', authorization: API_KEY, body: '' },
		]);
		expect(core[0].headers.accept).toBe('application/json');
	});

	it('gives everything when it is not to simplify, and asks for relations', async () => {
		const flow = { id: 1, name: 'Orders', body: 'x', labels: [] };
		const core = answerAll(CLOUD.core, () => [200, page([flow])]);

		const { items } = await runPatchworks(engine, {
			resource: 'flow',
			operation: 'getAll',
			simplify: false,
			options: { include: ['labels', 'versions'], additionalRelations: 'labels_count, versions' },
		});

		expect(items).toEqual([flow]);
		expect(core[0].url).toBe(
			'/api/v1/flows?include=labels%2Cversions%2Clabels_count&page=1&per_page=50',
		);
	});

	it('flattens objects in JSON:API form', async () => {
		answerAll(CLOUD.core, () => [
			200,
			page([{ id: '01HZMADEUP', type: 'flows', attributes: { name: 'Orders', is_enabled: true } }]),
		]);

		const { items } = await runPatchworks(engine, {
			resource: 'flow',
			operation: 'getAll',
			simplify: false,
		});

		expect(items).toEqual([{ id: '01HZMADEUP', type: 'flows', name: 'Orders', is_enabled: true }]);
	});
});

describe('Flow: Get', () => {
	it('gives one flow', async () => {
		const core = answerAll(CLOUD.core, () => [200, { data: { id: 7, name: 'Orders', body: 'x' } }]);

		const { items } = await runPatchworks(engine, {
			resource: 'flow',
			operation: 'get',
			flowId: { __rl: true, mode: 'id', value: '7' },
		});

		expect(core[0].url).toBe('/api/v1/flows/7');
		expect(items).toEqual([{ id: 7, name: 'Orders' }]);
	});
});

describe('Flow: Start', () => {
	const start = { resource: 'flow', operation: 'start', flowId: '7' };
	const initialised = { message: 'Flow initialised.', data: { flow_run_id: 99 } };

	it('sends the item as it is to the Start host, and gives the run', async () => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);
		const order = { order: 1001, lines: [{ sku: 'made-up', quantity: 2 }] };

		const { items, output } = await runPatchworks(engine, start, { items: [order] });

		expect(starts).toMatchObject([
			{ method: 'POST', url: '/api/v1/flows/7/start/raw', authorization: API_KEY },
		]);
		expect(JSON.parse(starts[0].body)).toEqual(order);
		expect(starts[0].headers['content-type']).toBe('application/json');
		expect(items).toEqual([{ flowRunId: '99', flowId: '7', message: 'Flow initialised.' }]);
		expect(output[0].pairedItem).toEqual({ item: 0 });
	});

	it.each([
		['an array', '[1, 2]', '[1, 2]'],
		['an empty object', '{}', '{}'],
		['an empty array', '[]', '[]'],
		['a number', '0', '0'],
		['a text', '"text"', '"text"'],
		['false', 'false', 'false'],
		['null', 'null', 'null'],
		['an object from an expression', '={{ { a: 1 } }}', '{"a":1}'],
		['a number from an expression', '={{ 5 }}', '5'],
		['nothing', '', ''],
	])('sends %s', async (_, payload, body) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		const { error } = await runPatchworks(engine, { ...start, payload });

		expect(error).toBeUndefined();
		expect(starts.map((request) => request.body)).toEqual([body]);
	});

	it.each([
		[
			'<order/>',
			/^'Payload' is not valid JSON: .* \[item 0\]\. Nothing was sent\.$/,
			"To send XML, CSV or other text, set 'Payload Format' to Text.",
		],
		[
			'={{ $json.missing }}',
			/^'Payload' comes from an expression that gives nothing \[item 0\]\. Nothing was sent\.$/,
			'Leave the field empty to send nothing, or correct the expression.',
		],
	])('does not send %s as JSON', async (payload, message, description) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		const { error } = await runPatchworks(engine, { ...start, payload });

		expect(starts).toHaveLength(0);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBe(description);
	});

	it.each([
		['<order id="1"/>', '{"payload":"<order id=\\"1\\"/>"}'],
		['sku;stock\nmade-up;5', '{"payload":"sku;stock\\nmade-up;5"}'],
		['', ''],
	])('sends the text %j in the standard form', async (payload, body) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		await runPatchworks(engine, { ...start, payloadFormat: 'text', payload });

		expect(starts).toMatchObject([{ url: '/api/v1/flows/7/start', body }]);
	});

	it.each([
		[{ __rl: true, mode: 'id', value: '3' }, '?virtual_environment_id=3'],
		[{ __rl: true, mode: 'list', value: '' }, ''],
	])('in the virtual environment %j', async (virtualEnvironmentId, query) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		await runPatchworks(engine, { ...start, payload: '', virtualEnvironmentId });

		expect(starts.map(({ url }) => url)).toEqual([`/api/v1/flows/7/start/raw${query}`]);
	});

	it.each([
		[{ runAs: 'manual' }, 'json', '/api/v1/flows/7/manual/raw'],
		[{ runAs: 'manual' }, 'text', '/api/v1/flows/7/manual'],
		[{ versionId: '55' }, 'json', '/api/v1/flows/7/start/raw/55'],
		[{ versionId: { __rl: true, mode: 'id', value: '55' } }, 'text', '/api/v1/flows/7/start/55'],
		[{ versionId: '55', runAs: 'manual' }, 'json', '/api/v1/flows/7/manual/raw/55'],
		[
			{ flowVariables: '{"warehouse": "north"}' },
			'json',
			'/api/v1/flows/7/start/raw?flow_variables=%7B%22warehouse%22%3A%20%22north%22%7D',
		],
	])('with the options %j as %s goes to %s', async (options, payloadFormat, url) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		await runPatchworks(engine, {
			...start,
			payloadFormat,
			payload: '',
			options: options as never,
		});

		expect(starts.map((request) => request.url)).toEqual([url]);
	});

	it('does not send more to a manual run than it takes', async () => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);
		const send = async (length: number, runAs: string) =>
			await runPatchworks(engine, {
				...start,
				payloadFormat: 'text',
				payload: 'x'.repeat(length),
				options: { runAs },
			});

		const { error } = await send(100_001, 'manual');
		await send(100_000, 'manual');
		await send(100_001, 'api');

		expect(error?.message).toBe(
			`'Payload' has 100,001 characters, and a manual run takes 100,000 at most [item 0]. Nothing was sent.`,
		);
		expect(starts.map(({ url }) => url)).toEqual([
			'/api/v1/flows/7/manual',
			'/api/v1/flows/7/start',
		]);
	});

	it.each([
		[
			{ versionId: '../1' },
			"'Version' is not an ID: it contains a slash [item 0]. Nothing was sent.",
		],
		[
			{ flowVariables: '[1]' },
			`'Flow Variables' is not a JSON object, such as {"name": "value"} [item 0]. Nothing was sent.`,
		],
	])('does not send the options %j', async (options, message) => {
		const starts = answerAll(CLOUD.start, () => [200, initialised]);

		const { error } = await runPatchworks(engine, { ...start, options });

		expect(starts).toHaveLength(0);
		expect(error?.message).toBe(message);
	});

	it.each([
		[{ data: { id: 1 } }, '1'],
		[{ data: { flow_run_id: 'made-up-2' } }, 'made-up-2'],
		[{ data: { type: 'x', attributes: { flow_run_id: 3 } } }, '3'],
		[{ flow_run_id: 4 }, '4'],
		[{ id: 5 }, '5'],
		[{ message: 'Flow initialised.' }, undefined],
	])('finds the run in the answer %j', async (answer, flowRunId) => {
		answerAll(CLOUD.start, () => [200, answer]);

		const { items } = await runPatchworks(engine, start);

		const { message } = answer as { message?: string };
		expect(items).toEqual([
			{ ...(flowRunId && { flowRunId }), flowId: '7', ...(message && { message }) },
		]);
	});

	it('starts a flow once for each item, in whatever order, and pairs the results', async () => {
		const starts = answerAll(CLOUD.start, ({ body }) => [
			200,
			{ data: { id: (JSON.parse(body) as { order: number }).order } },
		]);

		const { output } = await runPatchworks(engine, start, {
			items: Array.from({ length: 20 }, (_, order) => ({ order })),
		});

		expect(starts).toHaveLength(20);
		expect(output.map(({ json, pairedItem }) => [json.flowRunId, pairedItem])).toEqual(
			Array.from({ length: 20 }, (_, item) => [String(item), { item }]),
		);
	});
});
