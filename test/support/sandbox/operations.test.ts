import { operations, validateAnswer } from '../../conformance/contract/document';
import { startSandbox } from './index';
import type { Sandbox } from './index';

/** A body for every operation that needs one: a form, a file, or what is sent as JSON. */
const BODIES: Record<string, unknown> = {
	importFlow: { metadata: {}, flow: {}, systems: [], scripts: [], dependencies: [] },
	createFlowStep: { name: 'Send', microservice: 'connector', config: {} },
	createFlowVersionVariable: { type: 'string', key: 'warehouse_code', value: 'LDN1' },
	createModelNote: { note: 'Check', model_type: 'flow_step', model_id: 1, colour: 'red' },
	createMapping: { flow_version_id: '2022', flow_step_id: '20221' },
	createDataPool: { name: 'Shipped' },
	createConnectorInstance: {
		name: 'Demo',
		authentication_implementation_template_id: 1,
		timezone: 'Europe/London',
		date_format: 'c',
		rate_limit_unit: 'second',
		rate_limit_duration: 10,
		variable_templates: [{ key: 'url', label: 'URL' }],
	},
	createSystemTemplate: {
		label: 'Demo',
		colour: 'red',
		logo_url: 'https://example.com/logo.png',
		version: 1,
		version_name: '1',
		rate_limit_unit: 'second',
		rate_limit_duration: 10,
	},
	createConnectionPool: { name: 'Warehouse', limit: 4 },
	createCertificate: { certificate: 'made-up-certificate' },
	createScriptVersion: { content: 'return 1' },
	createLabel: { name: 'Peak', colour: 'red' },
	createAgentConversation: { feature: 'flow-builder', prompt: 'Build' },
	replyToAgentConversation: { message: 'Go on' },
	createPackage: { name: 'Spring' },
	createCrossReferenceLookup: { name: 'Carriers' },
};
/** Objects that every sandbox starts with, by the name of the path parameter. */
const KNOWN: Record<string, string> = {
	flow: '101',
	version: '2021',
	flow_version: '2022',
	step: '20222',
	flow_step: '20221',
	flow_run: '9001',
	payload_metadata: '80001',
	scheduled_flow: '1101',
	callback: '01HYYYYYYYYYYYYYYYYYYYYYYY',
	data_pool: '701',
	label: '1401',
	label_template: '1411',
	script: '1301',
	script_version: '1311',
	system: '1',
	connection_pool: '901',
	model_note: '971',
	marketplace_app: '1501',
	conversation: 'made-up-conversation-1',
	id: '1901',
	valueID: '1911',
};

let sandbox: Sandbox;
let bearer: string;

beforeAll(async () => {
	sandbox = await startSandbox({ rateLimit: false });
	const response = await fetch(`${sandbox.loginUrl}/fabric/api/login`, {
		method: 'POST',
		headers: { accept: 'application/json', 'content-type': 'application/json' },
		body: JSON.stringify({ username: sandbox.username, password: sandbox.password }),
	});
	const { token } = (await response.json()) as { token: string };
	bearer = `Bearer ${token}`;
});

afterAll(async () => await sandbox.close());

// What is deleted is not there afterwards, so that comes last.
const inCore = operations()
	.filter(({ host }) => host === 'core')
	.sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

test.each(inCore.map((entry) => [entry.operationId, entry] as const))(
	'%s answers as the contract says',
	async (operationId, { method, path, op }) => {
		const place = path.replace(/\{(\w+)\}/g, (_, name: string) => KNOWN[name] ?? '1');
		const response = await fetch(`${sandbox.coreUrl}${place}`, {
			method,
			headers: {
				accept: 'application/json',
				authorization: bearer,
			},
			body: op.requestBody && bodyOf(BODIES[operationId] ?? {}),
		});
		const text = await response.text();
		const expected = Number(Object.keys(op.responses)[0]);
		expect([response.status, text]).toEqual([expected, expect.any(String)]);
		if (operationId === 'downloadPayload') return;
		expect(validateAnswer(operationId, response.status, JSON.parse(text))).toEqual([]);
	},
);

/** With its type, which the client takes from it. */
function bodyOf(body: unknown): FormData | Blob {
	if (body instanceof FormData || body instanceof Blob) return body;
	return new Blob([JSON.stringify(body)], { type: 'application/json' });
}
