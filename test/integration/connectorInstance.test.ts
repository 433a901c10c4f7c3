import type { INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const INSTANCE = { id: 801, name: 'Demo shop UK', timezone: 'Europe/London', date_format: 'c' };
const SIMPLE = { id: 801, name: 'Demo shop UK', timezone: 'Europe/London' };
const NEW = {
	name: 'Demo shop UK',
	authenticationTemplateId: byId('7'),
	timezone: 'UTC',
	dateFormat: 'c',
	rateLimitUnit: 'minute',
	rateLimitDuration: 240,
};
const NEW_BODY = {
	name: 'Demo shop UK',
	authentication_implementation_template_id: '7',
	timezone: 'UTC',
	date_format: 'c',
	rate_limit_unit: 'minute',
	rate_limit_duration: 240,
};

describe('Connector Instance', () => {
	testOperations('connectorInstance', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/connectors?${FIRST_PAGE}`,
			answer: page([INSTANCE]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: {
					canonicalKey: 'demo',
					connectorId: byId('1'),
					connectorTemplateId: byId('2'),
					forConnectorTemplateId: byId('3'),
				},
				options: { include: ['certificate', 'variables'] },
				sort: { by: 'name' },
			},
			sends:
				'GET /api/v1/connectors?filter[canonical_key]=demo&filter[system]=1&filter[system_template_id]=2&filter[forSystemTemplate]=3&sort=name&include=certificate,variables&page=1&per_page=100',
			answer: page([
				{ ...INSTANCE, variables: [], certificate: { id: 5, passphrase: 'made-up-passphrase' } },
			]),
			gives: [{ ...SIMPLE, certificate: { id: 5, passphrase: '*****' }, variables: [] }],
		},
		{
			operation: 'create',
			title: 'with what it must have',
			parameters: NEW,
			sends: 'POST /api/v1/connector-instances',
			body: NEW_BODY,
			answer: { data: INSTANCE },
			gives: [SIMPLE],
		},
		{
			operation: 'create',
			title: 'with everything',
			parameters: {
				...NEW,
				additionalFields: {
					connectionPoolId: byId('5'),
					variables: {
						variable: [
							{ key: 'shop', label: 'Shop', value: 'demo', configurable: false },
							{
								key: 'client_secret',
								label: 'Client secret',
								value: 'made-up-secret-1',
								secret: true,
								locked: true,
								alias: 'secret',
								configurable: true,
								required: true,
								advanced: true,
							},
						],
					},
				},
			},
			sends: 'POST /api/v1/connector-instances',
			body: {
				...NEW_BODY,
				connection_pool_id: '5',
				variable_templates: [
					{
						key: 'shop',
						label: 'Shop',
						value: 'demo',
						secret: false,
						locked: false,
						pivot: { configurable: false, required: false, advanced: false },
					},
					{
						key: 'client_secret',
						label: 'Client secret',
						value: 'made-up-secret-1',
						secret: true,
						locked: true,
						pivot: { alias: 'secret', configurable: true, required: true, advanced: true },
					},
				],
			},
			answer: { data: INSTANCE },
			gives: [SIMPLE],
		},
	]);
});

describe('Connector Instance: Create', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	const create = async (variable: object, changes: object = {}) =>
		await runPatchworks(
			engine,
			{
				resource: 'connectorInstance',
				operation: 'create',
				...NEW,
				...changes,
				additionalFields: { variables: { variable: [variable] } },
			} as INode['parameters'],
			{ items: [{ value: 'made-up-secret-1' }] },
		);

	it('keeps the value of a variable out of the error', async () => {
		answerAll(CLOUD.core, () => [
			422,
			{
				message: 'The value made-up-secret-1 is not valid.',
				errors: { 'variable_templates.0.value': ['made-up-secret-1 is too short.'] },
			},
		]);

		const { error } = await create({ key: 'a', label: 'A', value: '={{ $json.value }}' });

		expect(error?.message).toBe(
			'The value ***** is not valid. variable_templates.0.value: ***** is too short.',
		);
		expect(JSON.stringify(error)).not.toContain('made-up-secret-1');
	});

	it.each([
		[{ key: '', label: 'A' }, {}, "'Variables' lacks its Key in entry 1"],
		[{ key: 'a', label: '' }, {}, "'Variables' lacks its Label in entry 1"],
		[{ key: 'a', label: 'A' }, { name: '={{ $json.none }}' }, "'Name' is empty"],
		[{ key: 'a', label: 'A' }, { timezone: '={{ "" }}' }, "'Time Zone' is empty"],
		[
			{ key: 'a', label: 'A' },
			{ authenticationTemplateId: { __rl: true, mode: 'id', value: '={{ $json.none }}' } },
			"'Authentication Template' is empty",
		],
		[
			{ key: 'a', label: 'A' },
			{ rateLimitDuration: '={{ "many" }}' },
			"'Rate Limit (Number)' has to be a whole number",
		],
	])('sends nothing for %j with %j', async (variable, changes, message) => {
		const seen = answerAll(CLOUD.core, () => [200, { data: INSTANCE }]);

		const { error } = await create(variable, changes);

		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(seen).toEqual([]);
	});
});
