import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { OpenAPIBackend } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';

import { childProcess, fs, process } from '../../support/node';
import {
	confidenceOf,
	FILES,
	document,
	documentOf,
	leftToApiRequest,
	notInContract,
	matchOperation,
	operation,
	operations,
	ORIGINS,
	validateAnswer,
	validateRequest,
	VALIDATION,
} from './document';
import type { ContractOperation, ContractRequest, Host } from './document';

const CONFIDENCES = ['documented', 'client-code', 'inferred'];

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

const named = operations().map(
	(entry) => [entry.operationId, entry] as [string, ContractOperation],
);

describe('the documents', () => {
	test.each(Object.entries(FILES))('%s is valid OpenAPI 3.1', (_name, file) => {
		// The validator is an ES module, which Jest cannot import on Node 20: so its command is run.
		const command = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
		const { stdout } = childProcess.spawnSync(process.execPath, [command, file], {
			encoding: 'utf8',
		});
		expect(JSON.parse(stdout)).toEqual({ valid: true });
		expect(parse(fs.readFileSync(file, 'utf8'))).toHaveProperty('openapi', '3.1.0');
	});

	it('give every operation an id of its own', () => {
		const ids = operations().map(({ operationId }) => operationId);
		expect(ids.filter((id, index) => !id || ids.indexOf(id) !== index)).toEqual([]);
	});

	it('know every host, and one operation for each method and path of it', () => {
		expect(new Set(operations().map(({ host }) => host))).toEqual(new Set(Object.keys(ORIGINS)));
		const places = operations().map(
			({ host, method, path }) => `${host} ${method} ${path.replace(/\{[^}]+\}/g, '{}')}`,
		);
		expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
	});

	it('say why an operation is left to API Request', () => {
		expect(leftToApiRequest().length).toBeGreaterThan(notInContract.length);
		for (const { reason } of leftToApiRequest()) expect(reason).toMatch(/\w{4}/);
	});

	it('do not hold what they say is known too little', () => {
		expect(notInContract.length).toBeGreaterThan(0);
		for (const { method, host, path } of notInContract) {
			const known = (Object.keys(ORIGINS) as Host[]).find(
				(name) => new URL(ORIGINS[name]).host === host,
			);
			const exact = operations().find(
				(entry) => entry.host === known && entry.method === method && entry.path === path,
			);
			expect(exact?.operationId).toBeUndefined();
		}
	});

	it('give schemas an example that fits them', () => {
		const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
		const schemas = Object.entries(document.components?.schemas ?? {}) as Array<
			[string, OpenAPIV3_1.SchemaObject]
		>;
		const withExample = schemas.filter(([, { example }]) => example !== undefined);
		const objects = schemas.filter(([, { properties }]) => properties?.id);
		expect(objects.filter(([, { example }]) => example === undefined)).toEqual([]);
		const wrong = withExample.flatMap(([name, schema]) =>
			ajv.validate(schema, schema.example) ? [] : [`${name}: ${ajv.errorsText()}`],
		);
		expect(wrong).toEqual([]);
	});

	it('give no example a property its schema does not have', () => {
		const schemas = Object.entries(document.components?.schemas ?? {}) as Array<
			[string, OpenAPIV3_1.SchemaObject]
		>;
		const strange = schemas.flatMap(([name, { properties, example }]) =>
			properties && example
				? Object.keys(example as object)
						.filter((key) => !(key in properties))
						.map((key) => `${name}.${key}`)
				: [],
		);
		expect(strange).toEqual([]);
	});
});

describe.each(named)('%s', (operationId, entry) => {
	it('says where it is documented and who may call it', () => {
		expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
		expect(entry.docs).toMatch(/^https:\/\/doc\.wearepatchworks\.com\/product-documentation\/\S+$/);
		expect(['manager', 'administrator', 'public']).toContain(entry.access);
		expect(entry.summary).not.toBe('');
		expect(entry.section).not.toBe('');
	});

	it('says how sure path, parameters and answer are', () => {
		const { path, parameters, answer } = entry.confidence;
		const own = entry.op.parameters.filter((parameter) => parameter.in !== 'path');
		const takesSomething = own.length > 0 || entry.op.requestBody !== undefined;

		expect(CONFIDENCES).toEqual(expect.arrayContaining([path, answer]));
		expect(takesSomething).toBe(parameters !== undefined);
		for (const parameter of own) expect(CONFIDENCES).toContain(confidenceOf(entry, parameter));
		if (path !== 'documented') expect(entry.evidence).toMatch(/\w{4}/);
	});

	it('declares its path parameters, and no others', () => {
		const inPath = [...entry.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
		const declared = entry.op.parameters.filter((parameter) => parameter.in === 'path');
		expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
		expect(declared.every(({ required }) => required)).toBe(true);
	});

	it('is found by its own path', () => {
		const path = entry.path.replace(/\{[^}]+\}/g, 'made-up-1');
		expect(matchOperation(entry.host, entry.method, path)?.operationId).toBe(operationId);
	});

	it('answers with an example that fits', async () => {
		const api = new OpenAPIBackend({
			definition: documentOf(entry.host),
			quick: true,
			...VALIDATION,
		});
		await api.init();
		const { status, mock } = api.mockResponseForOperation(operationId);
		expect(validateAnswer(operationId, status, mock)).toEqual([]);
	});
});

describe('every list', () => {
	const lists = operations().filter(({ operationId }) => operationId.startsWith('list'));

	test.each(lists.map((entry) => [entry.operationId, entry] as const))(
		'%s is paged',
		(_id, entry) => {
			const query = entry.op.parameters.filter((parameter) => parameter.in === 'query');
			expect(query.find(({ name }) => name === 'page')?.schema).toMatchObject({ minimum: 1 });
			expect(query.find(({ name }) => name === 'per_page')?.schema).toMatchObject({
				minimum: 1,
				maximum: 100,
			});
		},
	);
});

describe('what is less sure than it looks', () => {
	const confidenceOfQuery = (operationId: string, name: string) => {
		const entry = operation(operationId);
		const parameter = entry.op.parameters.find((one) => one.name === name);
		return parameter && confidenceOf(entry, parameter);
	};

	it.each([
		['listFlowVersions', 'inferred'],
		['listFlowSteps', 'inferred'],
		['listNotifications', 'inferred'],
		['listMcpServers', 'inferred'],
		['listFlows', 'client-code'],
		['listLabels', 'documented'],
	])('says of the pages of %s that they are %s', (operationId, confidence) => {
		expect(confidenceOfQuery(operationId, 'page')).toBe(confidence);
		expect(confidenceOfQuery(operationId, 'per_page')).toBe(confidence);
	});

	it.each(['virtual_environment_id', 'flow_variables'])(
		'says that only the raw start is known to take %s',
		(name) => {
			const starts = operations().filter(({ host }) => host === 'start');
			const known = starts.filter(
				({ operationId }) => confidenceOfQuery(operationId, name) !== 'inferred',
			);
			expect(known.map(({ operationId }) => operationId)).toEqual([
				'startFlowRaw',
				'startFlowVersionRaw',
			]);
		},
	);

	it.each([
		['startFlowRaw', 'client-code'],
		['startFlowVersionRaw', 'client-code'],
		['listFlows', 'client-code'],
		['listFlowRuns', 'client-code'],
		['listCrossReferenceLookups', 'inferred'],
	])('says that the path of %s is %s', (operationId, confidence) => {
		expect(operation(operationId).confidence.path).toBe(confidence);
	});

	it.each([
		'retryFlowRun',
		'deleteScheduledFlow',
		'deleteDataPool',
		'deleteFlowStep',
		'importFlow',
		'getAgentConversation',
	])('says that the answer of %s is inferred', (operationId) => {
		expect(operation(operationId).confidence.answer).toBe('inferred');
	});

	it.each([
		['listFlowRuns', 'has_warnings'],
		['listPayloadMetadata', 'dropped'],
	])('takes in %s any form of %s that a page of the reference has', (operationId, name) => {
		for (const value of [true, 1, 'true', [], null]) {
			const body = { data: [{ id: 1, [name]: value }] };
			expect(validateAnswer(operationId, 200, body)).toEqual([]);
		}
	});

	it('takes the status of a run as a number and as text', () => {
		for (const status of [3, 'Failure']) {
			expect(validateAnswer('getFlowRun', 200, { data: { id: 1, status } })).toEqual([]);
		}
	});
});

describe('validateRequest', () => {
	const get = (path: string, more: Partial<ContractRequest> = {}) =>
		validateRequest({
			method: 'GET',
			url: `${ORIGINS.core}${path}`,
			headers: { accept: 'application/json' },
			...more,
		});
	const post = (path: string, body?: unknown, more: Partial<ContractRequest> = {}) =>
		validateRequest({
			method: 'POST',
			url: `${ORIGINS.core}${path}`,
			headers: JSON_HEADERS,
			body,
			...more,
		});

	it('accepts what is documented', () => {
		expect(
			get(
				'/api/v1/flow-runs?filter[status]=3&filter%5Bstarted_after%5D=1700000000000&include=flow,flowRunLogs&sort=-started_at&page=2&per_page=100',
			),
		).toEqual([]);
		expect(post('/api/v1/data-pool', { name: 'Shipped orders', description: null })).toEqual([]);
		expect(
			post('/api/v1/flow-runs/9001/retry', undefined, { headers: { accept: 'application/json' } }),
		).toEqual([]);
	});

	it('refuses an undocumented query parameter', () => {
		expect(get('/api/v1/flow-runs?filter[colour]=red')).toEqual([
			'undocumented query parameter filter[colour]',
		]);
		expect(get('/api/v1/caches?include=flow')).toEqual(['undocumented query parameter include']);
	});

	it('refuses a value outside its limits or enum', () => {
		expect(get('/api/v1/flows?per_page=101')).toEqual(['query parameter per_page must be <= 100']);
		expect(get('/api/v1/flows?page=0')).toEqual(['query parameter page must be >= 1']);
		expect(get('/api/v1/flow-runs?filter[status]=failed')).toContain(
			'query parameter filter[status] must be one of 1, 2, 3, 4, 5',
		);
		expect(get('/api/v1/flow-runs?include=flow,colours')[0]).toContain(
			'query parameter include.1 must be one of',
		);
		expect(get('/api/v1/flow-runs?sort=duration')[0]).toContain(
			'must be one of started_at, -started_at',
		);
	});

	it('refuses a body that lacks a field, has a strange one, or is no JSON', () => {
		expect(post('/api/v1/labels', { name: 'Peak' })).toEqual([
			"body must have required property 'colour'",
		]);
		expect(post('/api/v1/labels', { name: 'Peak', colour: 'mauve' })[0]).toContain(
			'body colour must be one of blue',
		);
		expect(post('/api/v1/labels', { name: 'Peak', colour: 'red', size: 1 })).toEqual([
			'undocumented body field size',
		]);
		expect(post('/api/v1/labels')).toEqual(["request must have required property 'requestBody'"]);
		expect(post('/api/v1/labels', '{"name":')).not.toEqual([]);
		expect(post('/api/v1/flow-runs/1/retry', { again: true })).toEqual(['undocumented body']);
	});

	it('asks for the headers', () => {
		expect(get('/api/v1/flows', { headers: {} })).toEqual([
			'header Accept must include application/json',
		]);
		expect(
			post('/api/v1/data-pool', '{"name":"Shipped"}', {
				headers: { accept: 'application/json', 'content-type': 'text/plain' },
			}),
		).toContain('header Content-Type must be application/json');
		expect(get('/api/v1/payload-metadata/80001/download', { headers: { accept: '*/*' } })).toEqual(
			[],
		);
	});

	it('tells the hosts apart', () => {
		const start = `${ORIGINS.start}/api/v1/flows/101/start/raw?virtual_environment_id=601`;
		expect(post('', [1], { url: start })).toEqual([]);
		expect(matchOperation('start', 'POST', '/api/v1/flows/101/start/raw')?.operationId).toBe(
			'startFlowRaw',
		);
		expect(matchOperation('start', 'POST', '/api/v1/flows/101/start/raw/2011')?.operationId).toBe(
			'startFlowVersionRaw',
		);
		expect(post('/api/v1/flows/101/start/raw', [1])).toEqual([
			'POST /api/v1/flows/101/start/raw is not in the contract of the core host',
		]);
		expect(get('', { url: 'https://elsewhere.example.com/api/v1/flows' })).toEqual([
			'https://elsewhere.example.com/api/v1/flows is on none of the hosts of the contract',
		]);
		expect(get('', { url: 'http://127.0.0.1:1/api/v1/flows', host: 'core' })).toEqual([]);
	});

	it('takes any parameter as the payload of a webhook, but not without its signature', () => {
		const url = `${ORIGINS.webhooks}/api/v1/made-up-company/made-up-id`;
		expect(get('', { url: `${url}?patchworks_signature=made-up&order=1` })).toEqual([]);
		expect(get('', { url: `${url}?order=1` })).toEqual([
			"query parameter must have required property 'patchworks_signature'",
		]);
	});

	it('knows what only an administrator may do', () => {
		expect(operation('uploadScriptVersion').access).toBe('administrator');
		expect(operations().filter(({ access }) => access === 'administrator')).toHaveLength(1);
	});
});
