import { createHmac } from 'crypto';

import { FLOWS, startSandbox, STATUS } from './index';
import type { Sandbox, SandboxOptions } from './index';

type Json = ReturnType<typeof JSON.parse>;

interface Reply {
	status: number;
	headers: Headers;
	text: string;
	body: Json;
}

const HOUR = 3_600_000;

let sandbox: Sandbox;

async function open(options: SandboxOptions = {}): Promise<void> {
	await sandbox?.close();
	sandbox = await startSandbox({ standsAt: Date.now(), ...options });
}

async function send(
	url: string,
	{ method = 'GET', body, ...more }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Reply> {
	const response = await fetch(url, {
		method,
		body,
		headers: {
			accept: 'application/json',
			authorization: sandbox.apiKey,
			...(body ? { 'content-type': 'application/json' } : {}),
			...more.headers,
		},
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return {
		status: response.status,
		headers: response.headers,
		text,
		body: isJson ? JSON.parse(text) : text,
	};
}

const core = async (path: string, init?: Parameters<typeof send>[1]) =>
	await send(`${sandbox.coreUrl}/api/v1${path}`, init);

const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

async function start(flow: number, payload?: unknown, path = 'start/raw'): Promise<Reply> {
	return await send(`${sandbox.startUrl}/api/v1/flows/${flow}/${path}`, {
		method: 'POST',
		body: payload === undefined ? undefined : JSON.stringify(payload),
	});
}

async function startedRun(flow: number, payload?: unknown): Promise<string> {
	return (await start(flow, payload)).body.data.flow_run_id;
}

async function login(password = sandbox.password): Promise<Reply> {
	return await send(`${sandbox.loginUrl}/fabric/api/login`, {
		...post({ username: sandbox.username, password }),
		headers: { authorization: '' },
	});
}

beforeEach(async () => await open({ rateLimit: false }));
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await sandbox.close());

describe('credentials', () => {
	it('takes a bare API key and no other form of it', async () => {
		expect((await core('/flows')).status).toBe(200);
		for (const authorization of [`Bearer ${sandbox.apiKey}`, 'made-up-key-2', '']) {
			const reply = await core('/flows', { headers: { authorization } });
			expect([reply.status, reply.body]).toEqual([401, { message: 'Unauthenticated.' }]);
		}
		sandbox.revokeApiKey(sandbox.apiKey);
		expect((await core('/flows')).status).toBe(401);
	});

	it('logs in and takes the token with Bearer until it expires', async () => {
		const { status, body } = await login();
		expect(status).toBe(200);
		expect(body).toEqual({
			message: 'You have successfully logged in.',
			token: expect.any(String),
			expires_in: 86_400,
		});
		const bearer = { headers: { authorization: `Bearer ${body.token}` } };
		expect((await core('/flows', bearer)).status).toBe(200);
		expect((await core('/flows', { headers: { authorization: body.token } })).status).toBe(401);
		sandbox.advance(86_400_000);
		expect((await core('/flows', bearer)).status).toBe(401);
	});

	it('refuses a wrong password and revoked tokens', async () => {
		const refused = await login('made-up-password-2');
		expect([refused.status, refused.body.message]).toEqual([
			401,
			'These credentials do not match our records.',
		]);
		const { body } = await login();
		sandbox.revokeTokens();
		const bearer = { headers: { authorization: `Bearer ${body.token}` } };
		expect((await core('/flows', bearer)).status).toBe(401);
		sandbox.setTokenLifetime(5);
		expect((await login()).body.expires_in).toBe(5);
	});

	it('lets only an administrator do what is theirs', async () => {
		const path = '/script-versions/1311/upload';
		expect(await core(path, post({}))).toMatchObject({
			status: 403,
			body: { message: 'This action is unauthorized.' },
		});
		const asUser = async () => {
			const { token } = (await login()).body;
			return await core(path, { ...post({}), headers: { authorization: `Bearer ${token}` } });
		};
		expect((await asUser()).status).toBe(200);
		sandbox.setRole('manager');
		expect((await asUser()).status).toBe(403);
	});

	it('keeps a log without secrets', async () => {
		const { token } = (await login()).body;
		await core('/flows?per_page=5', { headers: { authorization: `Bearer ${token}` } });
		await core('/flows');
		await core('/flows', { headers: { authorization: 'wrong' } });
		const [webhook] = sandbox.webhooks;
		await send(`${webhook.url}?patchworks_signature=${webhook.signature}`);
		expect(
			sandbox.requests.map(({ host, method, operationId, auth, status }) => [
				host,
				method,
				operationId,
				auth,
				status,
			]),
		).toEqual([
			['login', 'POST', 'login', 'none', 200],
			['core', 'GET', 'listFlows', 'token', 200],
			['core', 'GET', 'listFlows', 'apiKey', 200],
			['core', 'GET', 'listFlows', 'refused', 401],
			['webhooks', 'GET', 'triggerWebhookByGet', 'apiKey', 200],
		]);
		expect(sandbox.requestsTo({ operationId: 'listFlows', status: 200 })).toHaveLength(2);
		const secrets = [token, sandbox.apiKey, sandbox.password, webhook.signature];
		for (const secret of secrets) expect(JSON.stringify(sandbox.requests)).not.toContain(secret);
	});
});

describe('strictness', () => {
	it('answers with a page when Accept is missing, but not to a download', async () => {
		const reply = await core('/flows', { headers: { accept: '*/*' } });
		expect(reply.status).toBe(406);
		expect(reply.text).toContain('<!DOCTYPE html>');
		const [payload] = (await core('/payload-metadata')).body.data;
		expect(
			(await core(`/payload-metadata/${payload.id}/download`, { headers: { accept: '*/*' } }))
				.status,
		).toBe(200);
	});

	it('refuses a body that does not say it is JSON', async () => {
		const reply = await core('/labels', {
			...post({ name: 'Peak', colour: 'red' }),
			headers: { 'content-type': 'text/plain' },
		});
		expect(reply.status).toBe(415);
		expect(reply.body.message).toContain('Content-Type must be application/json');
	});

	it.each([
		['/flow-runs?filter[colour]=red', '`colour`', 'user_id, flow_id, flow_version_id'],
		['/labels?fields[labels]=id', '`fields[labels]`', 'include, sort, page, per_page'],
		['/flow-runs?include=colours', 'include(s)', 'flowVersion, flowVersion.steps'],
		['/flow-runs?sort=duration', 'sort(s)', 'started_at, -started_at'],
		['/flow-runs?filter[status]=failed', 'filter[status]', '1, 2, 3, 4, 5'],
		['/flows?per_page=101', 'per_page', '<= 100'],
		['/flows?page=0', 'page', '>= 1'],
	])('refuses %s and says what is allowed', async (path, asked, allowed) => {
		const { status, body } = await core(path);
		expect(status).toBe(400);
		expect(body.message).toContain(asked);
		expect(body.message).toContain(allowed);
	});

	it('names the fields of a body that are wrong', async () => {
		const reply = await core('/labels', post({ name: 'A name that is much too long', size: 1 }));
		expect(reply.status).toBe(422);
		expect(reply.body).toEqual({
			message: 'The given data was invalid.',
			errors: {
				colour: ['Required.'],
				name: ['Must NOT have more than 20 characters.'],
				size: ['Unknown field.'],
			},
		});
		expect((await core('/labels', { method: 'POST', body: '{"name":' })).status).toBe(422);
		expect((await core('/labels', { method: 'POST' })).status).toBe(422);
	});

	it('refuses a body over 8 MB', async () => {
		const reply = await start(FLOWS.orders, 'x'.repeat(8 * 1024 * 1024 + 1));
		expect([reply.status, reply.body]).toEqual([413, { message: 'The body is larger than 8 MB.' }]);
	});

	it('answers 404 to an unknown route, object and parent, 405 to a wrong method', async () => {
		expect((await core('/colours')).body.message).toBe(
			'The route api/v1/colours could not be found.',
		);
		for (const path of [
			'/flows/1',
			'/flows/1/versions',
			'/flow-runs/1',
			'/flow-runs/1/flow-run-logs',
			'/labels/1',
			'/flows/1/callbacks',
		]) {
			expect([path, (await core(path)).status]).toEqual([path, 404]);
		}
		expect((await core('/flows', { method: 'DELETE' })).status).toBe(405);
	});

	it('keeps the hosts apart', async () => {
		expect((await send(`${sandbox.startUrl}/api/v1/flows`)).status).toBe(404);
		expect((await send(`${sandbox.coreUrl}/api/v1/flows/101/start/raw`, post({}))).status).toBe(
			404,
		);
	});

	it('holds each credential to its limit, and says when to come again', async () => {
		await open({ rateLimit: 2 });
		const first = await core('/flows');
		expect(first.headers.get('x-ratelimit-limit')).toBe('2');
		expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
		await core('/flows');
		const { token } = (await login()).body;
		const third = await core('/flows');
		expect([third.status, third.body]).toEqual([429, { message: 'Too Many Attempts.' }]);
		expect(third.headers.get('retry-after')).toBe('60');
		expect(third.headers.get('x-ratelimit-remaining')).toBe('0');
		const other = await core('/flows', { headers: { authorization: `Bearer ${token}` } });
		expect(other.status).toBe(200);
		sandbox.advance(60_000);
		expect((await core('/flows')).status).toBe(200);
	});
});

describe('the scenario', () => {
	it('starts a flow, watches it, reads its log and downloads what went wrong', async () => {
		const id = await startedRun(FLOWS.orders, { order: 7, fail: true });
		expect((await core(`/flow-runs/${id}`)).body.data).toMatchObject({
			id,
			status: STATUS.started,
			trigger: 'API',
			flow_id: FLOWS.orders,
			flow_version_id: 2022,
			finished_at: null,
		});
		sandbox.advance(2_000);
		const run = (await core(`/flow-runs/${id}?include=flow,errorWarningLogs`)).body.data;
		expect(run).toMatchObject({
			status: STATUS.failure,
			finished_at: expect.any(String),
			has_warnings: true,
			flow: { name: 'Orders to warehouse' },
			error_warning_logs: [{ log_level: 'ERROR' }],
		});

		const plain = (await core(`/flow-runs/${id}/flow-run-logs`)).body.data;
		expect(plain.every((line: Json) => line.payload_metadata_id === null)).toBe(true);
		const logs = (
			await core(
				`/flow-runs/${id}/flow-run-logs?load_payload_ids=true&fields[flowStep]=id,name&sort=-id`,
			)
		).body.data;
		expect(logs[0]).toMatchObject({
			log_level: 'ERROR',
			log_message: 'The warehouse refused the order: 422 sku: Required.',
			flow_step: { name: 'Send to warehouse' },
		});
		const payloadId = logs[0].payload_metadata_id;
		expect((await core(`/payload-metadata?filter[id]=${payloadId}`)).body.data).toMatchObject([
			{ flow_run_id: id, flow_step_id: logs[0].flow_step_id },
		]);
		expect(
			(await core(`/payload-metadata?filter[flow_log_id]=${logs[0].id}`)).body.data,
		).toHaveLength(1);
		const download = await core(`/payload-metadata/${payloadId}/download`);
		expect(download.headers.get('content-type')).toBe('application/json');
		expect(download.text).toBe('{"mapped":{"order":7,"fail":true}}');
		sandbox.advance(73 * HOUR);
		expect((await core(`/payload-metadata/${payloadId}/download`)).status).toBe(404);
	});

	it.each([
		[FLOWS.orders, {}, STATUS.success, ['INFO']],
		[FLOWS.orders, { stop: true }, STATUS.stopped, ['INFO', 'WARNING']],
		[FLOWS.orders, { partial: true }, STATUS.partial, ['INFO', 'WARNING']],
		[FLOWS.stock, {}, STATUS.failure, ['INFO', 'ERROR']],
		[FLOWS.customers, {}, STATUS.success, ['INFO', 'ERROR']],
		[FLOWS.catalogue, {}, STATUS.partial, ['INFO', 'WARNING']],
		[FLOWS.nightlyExport, {}, STATUS.stopped, ['INFO', 'WARNING']],
	])('ends a run of flow %s with %j as %s', async (flow, payload, status, levels) => {
		const id = await startedRun(flow, payload);
		sandbox.advance(2_000);
		const { data } = (await core(`/flow-runs/${id}?include=flowRunLogs`)).body;
		expect(data.status).toBe(status);
		const found = data.flow_run_logs.map((line: { log_level: string }) => line.log_level);
		expect(new Set(found)).toEqual(new Set(levels));
	});

	it('lets a run go on by itself, and says the time', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2030, 0, 15, 12));
		await open({ standsAt: undefined, runDuration: 2_000 });
		const id = await startedRun(FLOWS.orders);
		const look = async () => await core(`/flow-runs/${id}`);
		expect((await look()).body.data.status).toBe(STATUS.started);
		now.mockReturnValue(Date.UTC(2030, 0, 15, 12, 0, 2));
		expect((await look()).body.data.status).toBe(STATUS.success);
		sandbox.advance(HOUR);
		expect((await look()).headers.get('date')).toBe('Tue, 15 Jan 2030 13:00:02 GMT');
	});

	it('refuses to start what cannot be started', async () => {
		expect((await start(FLOWS.returns, {})).body.message).toBe('The flow has no deployed version.');
		expect((await start(FLOWS.returns, {})).status).toBe(422);
		expect((await start(FLOWS.prices, {})).body.message).toBe('The flow is not enabled.');
		expect((await start(1, {})).status).toBe(404);
		expect((await start(FLOWS.orders, {}, 'start/raw/1')).status).toBe(404);
		expect(
			(await start(FLOWS.orders, {}, 'start/raw?virtual_environment_id=1')).body.errors,
		).toEqual({
			virtual_environment_id: ['The selected virtual environment id is invalid.'],
		});
		expect((await start(FLOWS.orders, {}, 'start/raw?flow_variables=x')).status).toBe(422);
		expect(sandbox.runs.filter(({ trigger }) => trigger === 'API')).toEqual([]);
	});

	it('starts the given version, in a virtual environment, with variables, as Manual', async () => {
		const query = `virtual_environment_id=601&flow_variables=${encodeURIComponent('{"a":"b"}')}`;
		const reply = await start(FLOWS.returns, [1], `manual/raw/2081?${query}`);
		expect(reply.status).toBe(200);
		const run = (await core(`/flow-runs/${reply.body.data.flow_run_id}`)).body.data;
		expect(run).toMatchObject({
			trigger: 'Manual',
			flow_version_id: 2081,
			virtual_environment_version: { virtual_environment_id: 601 },
		});
		const found = await core('/flow-runs?filter[virtual_environment_id]=601');
		expect(found.body.data).toHaveLength(1);
	});

	it('takes text in the standard form, anything in the raw one, and nothing at all', async () => {
		const standard = await start(FLOWS.orders, { payload: '<order/>' }, 'start');
		const raw = await start(FLOWS.orders, 'text');
		const empty = await start(FLOWS.orders, undefined, 'start');
		const payloadsOf = async ({ body }: Reply) => {
			const { data } = (
				await core(`/payload-metadata?filter[flow_run_id]=${body.data.flow_run_id}`)
			).body;
			return await Promise.all(
				data.map(async ({ id }: { id: string }) => {
					const { text, headers } = await core(`/payload-metadata/${id}/download`);
					return [headers.get('content-type'), text];
				}),
			);
		};
		expect(await payloadsOf(standard)).toEqual([['application/xml', '<order/>']]);
		expect(await payloadsOf(raw)).toEqual([['application/json', '"text"']]);
		expect(await payloadsOf(empty)).toEqual([]);
		expect((await start(FLOWS.orders, { order: 1 }, 'start')).body.errors).toEqual({
			order: ['Unknown field.'],
		});
	});

	it('retries a run with its own version', async () => {
		const [failed] = (await core('/flow-runs?filter[status]=3')).body.data;
		expect((await core(`/flow-runs/${failed.id}/retry`, { method: 'POST' })).status).toBe(200);
		const { data } = (await core('/flow-runs?filter[retried]=true&include=retriedFlowRun')).body;
		expect(data).toMatchObject([
			{
				retry_flow_run_id: failed.id,
				trigger: 'Retry',
				flow_version_id: failed.flow_version_id,
				retried_flow_run: { id: failed.id },
			},
		]);
		const again = await core(`/flow-runs/${data[0].id}/retry`, { method: 'POST' });
		expect(again.body.message).toBe('The flow run has not finished.');
		const [fine] = (await core('/flow-runs?filter[status]=2')).body.data;
		const ofFine = await core(`/flow-runs/${fine.id}/retry`, { method: 'POST' });
		expect([ofFine.status, ofFine.body.message]).toEqual([422, 'The flow run has not failed.']);
	});

	it.each([
		['data.flow_run_id', { data: { flow_run_id: '9001' } }],
		['data.id', { data: { id: '9001' } }],
		['flow_run_id', { flow_run_id: '9001' }],
		['id', { id: '9001' }],
	] as const)('can answer a start with %s', async (startAnswer, expected) => {
		await open({ startAnswer, history: false });
		expect((await start(FLOWS.orders)).body).toEqual({ message: 'Flow initialised.', ...expected });
	});

	it('writes objects in JSON:API form when asked to', async () => {
		await open({ moods: ['json-api'] });
		const { data, meta } = (await core('/flows?per_page=1')).body;
		expect(data).toEqual([
			{
				id: '101',
				type: 'flows',
				attributes: expect.objectContaining({ name: 'Orders to warehouse' }),
			},
		]);
		expect(meta.total).toBe(7);
		expect((await core('/flows/101')).body.data.type).toBe('flows');
	});
});

describe('lists', () => {
	const ids = async (query: string) =>
		(await core(`/flow-runs?${query}`)).body.data.map((run: { id: string }) => run.id);

	it('filter runs', async () => {
		await open({ rateLimit: false, history: false });
		const now = sandbox.now();
		const add = (hoursAgo: number, flowId: number, trigger: string) =>
			sandbox.addRun({ flowId, trigger, startedAt: now - hoursAgo * HOUR, duration: 1000 }).id;
		const old = add(50, FLOWS.stock, 'Schedule');
		const middle = add(5, FLOWS.orders, 'Webhook');
		const late = add(1, FLOWS.catalogue, 'API');

		expect(await ids('')).toEqual([late, middle, old]);
		expect(await ids('sort=started_at')).toEqual([old, middle, late]);
		expect(await ids('filter[status]=3')).toEqual([old]);
		expect(await ids(`filter[flow_id]=${FLOWS.orders},${FLOWS.catalogue}`)).toEqual([late, middle]);
		expect(await ids('filter[flow_version_id]=2022')).toEqual([middle]);
		expect(await ids('filter[trigger]=Webhook')).toEqual([middle]);
		expect(await ids(`filter[started_after]=${now - 6 * HOUR}`)).toEqual([late, middle]);
		expect(await ids(`filter[started_after]=${now - 5 * HOUR}`)).toEqual([late]);
		expect(await ids(`filter[started_before]=${now - 2 * HOUR}`)).toEqual([middle, old]);
		expect(await ids(`filter[started_on]=${now - 50 * HOUR}`)).toEqual([old]);
		expect(await ids('filter[search]=catalogue')).toEqual([late]);
		expect(await ids('filter[has_warnings]=true')).toEqual([late, old]);
		expect(await ids('filter[retried]=true')).toEqual([]);
		expect(await ids(`filter[status]=5&filter[trigger]=API`)).toEqual([late]);
	});

	it('come in pages', async () => {
		await open({ rateLimit: false, history: false });
		for (let index = 0; index < 25; index++) sandbox.addRun({ flowId: FLOWS.orders });
		const { data, meta, links } = (await core('/flow-runs?page=2&per_page=10')).body;
		expect(data).toHaveLength(10);
		const path = `${sandbox.coreUrl}/api/v1/flow-runs`;
		expect(meta).toEqual({
			current_page: 2,
			from: 11,
			last_page: 3,
			path,
			per_page: 10,
			to: 20,
			total: 25,
		});
		expect(links).toEqual({
			first: `${path}?page=1`,
			last: `${path}?page=3`,
			prev: `${path}?page=1`,
			next: `${path}?page=3`,
		});
		const beyond = (await core('/flow-runs?page=4&per_page=10')).body;
		expect([beyond.data, beyond.meta.from, beyond.links.next]).toEqual([[], null, null]);
	});

	it('add the relations that are asked for', async () => {
		const plain = (await core('/flows/101')).body.data;
		expect(plain).not.toHaveProperty('versions');
		const full = (await core('/flows/101?include=versions,deployedVersion,labels,webhooks_count'))
			.body.data;
		expect(full.versions).toHaveLength(3);
		expect(full).toMatchObject({ deployed_version: { id: 2022 }, labels: [], webhooks_count: 0 });
		expect((await core('/flow-versions/2022/steps')).body.data).toHaveLength(3);
	});
});

describe('collections', () => {
	it('are made, read, changed and deleted', async () => {
		const made = await core('/data-pool', post({ name: 'Shipped', description: null }));
		expect(made.status).toBe(200);
		const { id } = made.body.data;
		expect((await core(`/data-pool/${id}`)).body.data).toMatchObject({ name: 'Shipped' });
		expect((await core('/data-pool?filter[name]=shipped')).body.meta.total).toBe(4);
		const change = { method: 'PATCH', body: JSON.stringify({ name: 'Sent' }) };
		expect((await core(`/data-pool/${id}`, change)).body.data).toMatchObject({ id, name: 'Sent' });
		const gone = await core(`/data-pool/${id}`, { method: 'DELETE' });
		expect([gone.status, gone.body]).toEqual([200, { message: 'Deleted.' }]);
		expect((await core(`/data-pool/${id}`)).status).toBe(404);
	});

	it('belong to their own parent', async () => {
		const callback = { method: 'POST', body: JSON.stringify({ format: 'json' }) };
		const { id } = (await core('/flows/101/callbacks', callback)).body.data;
		const idsOf = async (flow: number) =>
			(await core(`/flows/${flow}/callbacks`)).body.data.map((row: { id: unknown }) => row.id);
		expect(await idsOf(101)).toContain(id);
		expect(await idsOf(102)).not.toContain(id);
		const { body } = await core('/scripts/1301/script-versions', post({ content: 'x' }));
		expect((await core(`/script-versions/${body.data.id}`)).body.data).toMatchObject({
			script_id: 1301,
			content: 'x',
		});
		expect((await core('/flows/101/versions', { method: 'POST' })).body.data).toMatchObject({
			flow_id: 101,
			status: 'Draft',
		});
	});

	it('can be looked at and changed by a test', async () => {
		sandbox.rows('/api/v1/labels').splice(0);
		expect((await core('/labels')).body.data).toEqual([]);
	});
});

describe('webhooks and callbacks', () => {
	it('start a flow when the signature is right', async () => {
		const [webhook] = sandbox.webhooks;
		const good = await send(
			`${webhook.url}?patchworks_signature=${webhook.signature}`,
			post({ order: 1 }),
		);
		expect([good.status, good.body]).toEqual([200, { message: 'Flow initialised.' }]);
		const run = sandbox.runs[sandbox.runs.length - 1];
		expect([run.trigger, run.payload?.bytes.toString()]).toEqual(['Webhook', '{"order":1}']);

		await send(`${webhook.url}?patchworks_signature=${webhook.signature}&order=2`);
		const second = sandbox.runs[sandbox.runs.length - 1];
		expect(second.payload?.bytes.toString()).toBe('{"order":"2"}');

		expect((await send(`${webhook.url}?patchworks_signature=wrong`, post({}))).status).toBe(401);
		expect((await send(webhook.url, post({}))).status).toBe(401);
	});

	it('want the HMAC of the body where it is switched on', async () => {
		const [, webhook] = sandbox.webhooks;
		const url = `${webhook.url}?patchworks_signature=${webhook.signature}`;
		const hmac = createHmac('sha256', String(webhook.hmacKey)).update('{"order":1}').digest('hex');
		const call = async (value: string) =>
			(await send(url, { ...post({ order: 1 }), headers: { 'x-hmac-hash': value } })).status;
		expect([await call(hmac), await call('wrong')]).toEqual([200, 401]);
	});

	it('answer a callback with the payload, signature in the URL or in a header', async () => {
		const [callback] = sandbox.callbacks;
		const inHeader = { headers: { 'patchworks-signature': callback.signature } };
		const reply = await send(callback.url, { ...post({ order: 1 }), ...inHeader });
		expect([reply.status, reply.body]).toEqual([200, { order: 1 }]);
		const inUrl = await send(
			`${callback.url}?patchworks_signature=${callback.signature}`,
			post([2]),
		);
		expect(inUrl.body).toEqual([2]);
		expect((await send(callback.url, post([2]))).status).toBe(401);
	});
});

describe('hooks', () => {
	it('let a test answer in its own way, until it ends the hook', async () => {
		const end = sandbox.onRequest(({ operationId }) =>
			operationId === 'listFlows'
				? { status: 503, headers: { 'retry-after': '1' }, body: 'busy' }
				: undefined,
		);
		const busy = await core('/flows');
		expect([busy.status, busy.text, busy.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
		expect((await core('/labels')).status).toBe(200);
		end();
		expect((await core('/flows')).status).toBe(200);
	});

	it('let a test break the connection', async () => {
		sandbox.onRequest(({ raw }) => {
			raw.request.socket.destroy();
			return 'answered';
		});
		await expect(core('/flows')).rejects.toThrow('fetch failed');
		expect(sandbox.requests[0].status).toBe(0);
	});
});
