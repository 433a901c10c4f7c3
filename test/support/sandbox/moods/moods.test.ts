import { MOODS, moodsNamed } from './index';
import { FLOWS, startSandbox } from '../index';
import type { Sandbox } from '../index';

type Json = ReturnType<typeof JSON.parse>;

/** In summer, when London and UTC differ. */
const NOON = Date.UTC(2030, 6, 15, 12);

let sandbox: Sandbox;
let runId: string;

beforeEach(async () => {
	sandbox = await startSandbox({ standsAt: NOON, rateLimit: false, history: false });
	for (let index = 0; index < 119; index++) {
		sandbox.addRun({ flowId: FLOWS.orders, startedAt: NOON - 200_000 - index * 1_000 });
	}
	({ id: runId } = sandbox.addRun({
		flowId: FLOWS.stock,
		startedAt: NOON - 60_000,
		payload: '{"order":1}',
		trigger: 'API',
	}));
});
afterEach(async () => await sandbox.close());

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
	const host = path.includes('/start') ? sandbox.startUrl : sandbox.coreUrl;
	return await fetch(`${host}/api/v1${path}`, {
		redirect: 'manual',
		...init,
		headers: { accept: 'application/json', authorization: sandbox.apiKey },
	});
}

const read = async (path: string, init?: RequestInit): Promise<Json> =>
	await (await ask(path, init)).json();
const latest = async (): Promise<Json> =>
	(await read('/flow-runs?per_page=1&include=flow')).data[0];
const start = async (): Promise<Json> =>
	await read(`/flows/${FLOWS.orders}/start/raw`, { method: 'POST' });
const statusOf = async (id: string) => (await ask(`/flow-runs/${id}`)).status;
const idsOf = async (path: string): Promise<string[]> =>
	(await read(path)).data.map(({ id }: Json) => String(id));

/** Looks at what each mood does, by its name. */
const LOOKS: Record<string, () => Promise<void>> = {
	'capped-pages': async () => {
		const { data, meta } = await read('/flow-runs?per_page=100');
		expect([data.length, meta.per_page, meta.last_page]).toEqual([50, 50, 3]);
	},
	'capped-pages-unnamed': async () => {
		const { data, meta, links } = await read('/flow-runs?per_page=100');
		expect([data.length, Object.keys(meta)]).toEqual([15, ['current_page', 'from', 'path', 'to']]);
		expect(links.next).toMatch('page=2');
	},
	'no-meta': async () => {
		expect(Object.keys(await read('/flow-runs'))).toEqual(['data', 'links']);
	},
	'no-meta-no-links': async () => {
		expect(Object.keys(await read('/flow-runs'))).toEqual(['data']);
	},
	'no-envelope': async () => {
		expect(await read('/flow-runs?per_page=100')).toHaveLength(100);
	},
	'flat-envelope': async () => {
		const { data, last_page: last, next_page_url: next, meta } = await read('/flow-runs');
		expect([data.length, last, meta]).toEqual([15, 8, undefined]);
		expect(next).toMatch('page=2');
	},
	'simple-pages': async () => {
		const { meta, links } = await read('/flow-runs?per_page=100');
		expect(Object.keys(meta)).toEqual(['current_page', 'from', 'path', 'per_page', 'to']);
		expect([links.last, links.next]).toEqual([null, expect.stringContaining('page=2')]);
	},
	'cursor-pages': async () => {
		const first = await read('/flow-runs?per_page=100&page=2');
		expect(first.data).toHaveLength(100);
		expect(first.meta).not.toHaveProperty('current_page');
		const second = await read(`/flow-runs?per_page=100&cursor=${first.meta.next_cursor}`);
		expect([second.data.length, second.links.next]).toEqual([20, null]);
	},
	'empty-page': async () => {
		const pages = await Promise.all(
			[1, 2, 3, 4].map(async (page) => await read(`/flow-runs?per_page=100&page=${page}`)),
		);
		expect(pages.map(({ data }) => data.length)).toEqual([100, 0, 20, 0]);
		expect(pages.map(({ meta }) => meta.last_page)).toEqual([3, 3, 3, 3]);
		expect(pages[1].links.next).toMatch('page=3');
	},
	'lists-by-key': async () => {
		expect(Object.keys((await read('/flow-runs?per_page=2')).data)).toEqual(['0', '1']);
	},
	'ids-as-numbers': async () => {
		expect([(await latest()).id, (await start()).data.flow_run_id]).toEqual([
			Number(runId),
			Number(runId) + 1,
		]);
	},
	'ids-as-text': async () => {
		const { flow_id: flowId, flow } = await latest();
		expect([flowId, flow.id]).toEqual(['102', '102']);
	},
	'statuses-as-digits': async () => expect((await latest()).status).toBe('3'),
	'statuses-as-names': async () => expect((await latest()).status).toBe('failure'),
	'statuses-as-labels': async () => expect((await latest()).status).toBe('Failure'),
	'statuses-as-objects': async () => {
		expect((await latest()).status).toEqual({ value: 3, label: 'Failure' });
	},
	'times-without-zone': async () => {
		expect((await latest()).started_at).toBe('2030-07-15 11:59:00');
	},
	'times-in-london': async () => {
		expect((await latest()).started_at).toBe('2030-07-15 12:59:00');
	},
	'times-in-new-york': async () => {
		expect((await latest()).started_at).toBe('2030-07-15 07:59:00');
	},
	'times-in-seconds': async () => {
		expect((await latest()).started_at).toBe(NOON / 1000 - 60);
	},
	'times-in-milliseconds': async () => {
		expect((await latest()).started_at).toBe(NOON - 60_000);
	},
	'flags-as-numbers': async () => expect((await latest()).has_warnings).toBe(1),
	'flags-as-text': async () => expect((await latest()).has_warnings).toBe('true'),
	'flags-as-arrays': async () => expect((await latest()).has_warnings).toEqual(['made up']),
	'json-api': async () => {
		expect(await latest()).toEqual({
			id: runId,
			type: 'flow-runs',
			attributes: expect.objectContaining({ flow_id: 102 }),
		});
	},
	'json-api-without-type': async () => {
		expect(Object.keys(await latest())).toEqual(['id', 'attributes']);
	},
	'runs-without-flow': async () => {
		const run = await latest();
		expect([run.flow_id, run.flow, run.status]).toEqual([undefined, undefined, 3]);
	},
	'runs-without-environment': async () => {
		expect(await latest()).not.toHaveProperty('virtual_environment_version');
	},
	'triggers-as-numbers': async () => {
		expect((await latest()).trigger).toBe(1);
		expect(await idsOf('/flow-runs?filter[trigger]=1')).toEqual([runId]);
		expect(await idsOf('/flow-runs?filter[trigger]=API')).toEqual([]);
	},
	'status-filter-ignored': async () => {
		expect((await read('/flow-runs?filter[status]=3')).meta.total).toBe(120);
	},
	'time-filters-ignored': async () => {
		expect((await read(`/flow-runs?filter[started_after]=${NOON}`)).meta.total).toBe(120);
	},
	'environment-ignored': async () => {
		const query = 'virtual_environment_id=601';
		await read(`/flows/${FLOWS.orders}/start/raw?${query}`, { method: 'POST' });
		expect(sandbox.runs.at(-1)?.virtualEnvironment).toBeUndefined();
	},
	'payloads-unlisted': async () => {
		const path = `/payload-metadata?filter[flow_run_id]=${runId}`;
		expect((await read(path)).data).toEqual([]);
	},
	'late-runs': async () => {
		const id = (await start()).data.flow_run_id;
		sandbox.advance(19_999);
		expect([await statusOf(id), (await latest()).id]).toEqual([404, runId]);
		sandbox.advance(1);
		expect([await statusOf(id), (await latest()).id]).toEqual([200, id]);
	},
	'queued-runs': async () => {
		const id = (await start()).data.flow_run_id;
		expect(await statusOf(id)).toBe(404);
		expect(await idsOf('/scheduled-flows')).toContain(`queued-${id}`);
		sandbox.advance(30_000);
		expect(await idsOf('/scheduled-flows')).not.toContain(`queued-${id}`);
		expect(await latest()).toMatchObject({
			id,
			created_at: '2030-07-15T12:00:00.000000Z',
			started_at: '2030-07-15T12:00:30.000000Z',
		});
	},
	'start-without-run': async () => {
		expect(await start()).toEqual({ message: 'Flow initialised.' });
	},
	'start-with-another-id': async () => {
		expect((await start()).data).toEqual({ id: '1', flow_run_id: String(Number(runId) + 1) });
	},
	'payloads-newest-first': async () => {
		const [newest, , oldest] = await idsOf(`/payload-metadata?filter[flow_run_id]=${runId}`);
		expect(Number(newest)).toBe(Number(oldest) + 2);
	},
	'days-in-new-york': async () => {
		const midnight = Date.UTC(2030, 6, 15);
		expect(await idsOf(`/flow-runs?filter[started_on]=${midnight}`)).toEqual([]);
		expect(
			(await read(`/flow-runs?filter[started_on]=${midnight + 12 * 3_600_000}`)).meta.total,
		).toBe(120);
	},
	'tracked-dates-ignored': async () => {
		expect(await idsOf('/tracked-data?filter[created_after]=2099-01-01')).toHaveLength(3);
	},
	'unknown-runs-forbidden': async () => {
		expect([await statusOf('1'), await statusOf(runId)]).toEqual([403, 200]);
	},
	'inferred-paths-missing': async () => {
		expect([(await ask('/systems')).status, (await ask('/flows')).status]).toEqual([404, 200]);
	},
	'login-by-email': async () => {
		const answer = await fetch(`${sandbox.loginUrl}/fabric/api/login`, {
			method: 'POST',
			headers: { accept: 'application/json', 'content-type': 'application/json' },
			body: JSON.stringify({ username: sandbox.username, password: sandbox.password }),
		});
		expect([answer.status, ((await answer.json()) as Json).errors]).toEqual([
			422,
			{ email: [expect.any(String)] },
		]);
	},
	'redirects-to-https': async () => {
		const { status, headers } = await ask('/flows');
		expect([status, headers.get('location')]).toEqual([
			301,
			'https://patchworks.example.com/api/v1/flows',
		]);
	},
	'redirects-to-path': async () => {
		const { status, headers } = await ask('/flows');
		expect([status, headers.get('location')]).toEqual([308, `${sandbox.coreUrl}/v2/api/v1/flows`]);
	},
	'downloads-elsewhere': async () => {
		const [id] = await idsOf('/payload-metadata');
		const { status, headers } = await ask(`/payload-metadata/${id}/download`);
		const location = String(headers.get('location'));
		expect([status, new URL(location).origin]).toEqual([302, sandbox.callbacksUrl]);
		expect(await (await fetch(location)).json()).toEqual({ order: 1 });
		const withKey = await fetch(location, { headers: { authorization: sandbox.apiKey } });
		expect(withKey.status).toBe(400);
	},
	'slow-bodies': async () => {
		const { body, headers } = await ask('/flows');
		const chunks: Uint8Array[] = [];
		for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
		const text = Buffer.concat(chunks).toString();
		expect([JSON.parse(text).data.length, headers.get('content-length')]).toEqual([
			7,
			String(text.length),
		]);
	},
	'bodies-break-off': async () => {
		await expect(read('/flows')).rejects.toThrow('terminated');
		await expect(read('/flows')).rejects.toThrow('terminated');
	},
	'bodies-break-off-once': async () => {
		await expect(read('/flows')).rejects.toThrow('terminated');
		expect((await read('/flows')).data).toHaveLength(7);
	},
	'bodies-end-early': async () => {
		await expect(read('/flows')).rejects.toThrow('JSON');
		const [{ payloadId }] = sandbox.runs.at(-1)?.logs.filter(({ payloadId: id }) => id) ?? [];
		expect(await read(`/payload-metadata/${payloadId}/download`)).toEqual({ order: 1 });
	},
	'html-errors': async () => {
		const answer = await ask('/flows/1');
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			404,
			'text/html; charset=UTF-8',
		]);
		expect((await ask('/flows')).status).toBe(200);
	},
	'sign-in-page': async () => {
		const answer = await ask('/flows');
		expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching('Sign in')]);
	},
	maintenance: async () => {
		const answer = await ask('/flows');
		expect([answer.status, await answer.text()]).toEqual([503, expect.stringMatching('Down')]);
	},
};

test.each(MOODS.map(({ name, description }) => [name, description]))('%s: %s', async (name) => {
	sandbox.setMoods([name]);
	await LOOKS[name]();
});

it('is as documented in no mood', async () => {
	await expect(LOOKS['statuses-as-names']()).rejects.toThrow();
	sandbox.setMoods(['statuses-as-names']);
	await LOOKS['statuses-as-names']();
	sandbox.setMoods([]);
	expect(await latest()).toMatchObject({
		id: runId,
		status: 3,
		has_warnings: true,
		trigger: 'API',
	});
});

it('can be in several moods at once', async () => {
	sandbox.setMoods([
		'json-api',
		'simple-pages',
		'capped-pages',
		'statuses-as-names',
		'ids-as-text',
	]);
	const { data, meta } = await read('/flow-runs?per_page=100');
	expect(data[0]).toMatchObject({
		id: runId,
		type: 'flow-runs',
		attributes: { status: 'failure', flow_id: '102' },
	});
	expect([data.length, meta.per_page, meta.last_page]).toEqual([50, 50, undefined]);
});

it('says which moods there are when it is asked for another', () => {
	expect(() => moodsNamed(['cheerful'])).toThrow(
		/There is no mood cheerful\. There are capped-pages, .*, maintenance\./,
	);
});
