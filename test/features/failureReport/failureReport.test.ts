import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../../support/sandbox';
import type { Sandboxed } from '../support/sandboxed';
import { startSandboxed } from '../support/sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;
/** The time zone of a workflow that says none, in an n8n that says none. */
const ZONE = 'America/New_York';

function pastRun(hoursAgo: number, flowId: number, more: object = {}) {
	const { sandbox } = patchworks;
	const startedAt = sandbox.now() - hoursAgo * HOUR;
	return sandbox.addRun({ flowId, startedAt, duration: 30_000, payload: { order: 1001 }, ...more });
}

async function report(parameters: object = {}) {
	return await patchworks.run({
		resource: 'flowRun',
		operation: 'getFailureReport',
		...parameters,
	});
}

async function text(parameters: object = {}): Promise<IDataObject> {
	const { items, error } = await report({ output: 'text', ...parameters });
	expect(error?.message).toBeUndefined();
	expect(items).toHaveLength(1);
	return items[0];
}

const listed = () =>
	patchworks.sandbox
		.requestsTo({ operationId: 'listFlowRuns' })
		.map(({ url }) => new URL(url, 'http://sandbox.test').searchParams);

describe('Flow Run: Get Failure Report', () => {
	it('gives an item for each cause, with its runs and what came after', async () => {
		const runs = [6, 4, 2].map((hours) => pastRun(hours, FLOWS.stock));
		pastRun(3, FLOWS.stock, { outcome: 'success' });
		pastRun(3, FLOWS.orders, { outcome: 'failure' });
		const better = pastRun(1, FLOWS.orders);

		const { items, error } = await report({ options: { addRunIds: true } });

		expect(error?.message).toBeUndefined();
		const time = (run: { startedAt: number }) => new Date(run.startedAt).toISOString();
		expect(items[0]).toEqual({
			key: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
			flowId: '102',
			flowName: 'Stock to shop',
			shapeName: 'Update shop',
			shapeId: String(runs[0].steps[2].id),
			cause: 'Request timed out after <number> seconds: POST <URL>',
			message: 'Request timed out after 30 seconds: POST https://shop.example.com/stock',
			count: 3,
			sharePercent: 50,
			firstSeen: time(runs[0]),
			lastSeen: time(runs[2]),
			environments: [],
			retried: 0,
			samples: [runs[2], runs[1], runs[0]].map((run) => ({
				flowRunId: run.id,
				startedAt: time(run),
			})),
			flowRunIds: [runs[2].id, runs[1].id, runs[0].id],
			succeededSince: false,
			lastSuccess: null,
		});
		expect(items[1]).toMatchObject({
			count: 1,
			succeededSince: true,
			lastSuccess: { flowRunId: better.id, startedAt: time(better) },
		});
		expect(items).toHaveLength(2);
	});

	it('says of a cause in one environment nothing of a success in another', async () => {
		const [own, other] = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.map(({ id }) => String(id));
		pastRun(3, FLOWS.orders, { outcome: 'failure', virtualEnvironmentId: own });
		pastRun(1, FLOWS.orders, { virtualEnvironmentId: other });

		for (const filters of [{}, { virtualEnvironmentIds: own }]) {
			const { items } = await report({ filters });

			expect(items).toEqual([
				expect.objectContaining({ succeededSince: false, lastSuccess: null }),
			]);
		}
	});

	it('says of a cause in several environments that it is over when it is in each of them', async () => {
		const [one, other] = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.map(({ id }) => String(id));
		for (const virtualEnvironmentId of [one, other, undefined]) {
			pastRun(4, FLOWS.orders, { outcome: 'failure', virtualEnvironmentId });
		}
		pastRun(3, FLOWS.orders, { virtualEnvironmentId: one });
		const latest = pastRun(1, FLOWS.orders, { virtualEnvironmentId: other });
		const sinceThen = async () =>
			(await report()).items.map(({ succeededSince }) => succeededSince);
		expect(await sinceThen()).toEqual([false]);
		pastRun(2, FLOWS.orders);

		expect(await sinceThen()).toEqual([true]);
		expect((await report()).items[0].lastSuccess).toMatchObject({ flowRunId: latest.id });
	});

	it('takes one request to tell that a flow has succeeded in none of its environments', async () => {
		const environments = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.map(({ id }) => String(id));
		for (const virtualEnvironmentId of [...environments, undefined]) {
			pastRun(4, FLOWS.orders, { outcome: 'failure', virtualEnvironmentId });
			pastRun(5, FLOWS.orders, { virtualEnvironmentId });
		}

		const { items } = await report();

		expect(items).toEqual([expect.objectContaining({ succeededSince: false })]);
		const forSuccesses = listed().filter((query) => query.get('filter[status]') === '2');
		expect(forSuccesses).toHaveLength(1);
	});

	it('says how many of the runs were retried', async () => {
		const [first] = [6, 4].map((hours) => pastRun(hours, FLOWS.stock));
		await patchworks.run({
			resource: 'flowRun',
			operation: 'retry',
			flowRunId: { __rl: true, mode: 'id', value: first.id },
		});
		patchworks.sandbox.advance(60_000);

		const { items } = await report();

		expect(items[0]).toMatchObject({ count: 3, retried: 1 });
	});

	it('says in which virtual environments it was', async () => {
		const [environment] = patchworks.sandbox.rows(
			'/api/v1/flow-version-deployments/virtual-environments',
		);
		pastRun(2, FLOWS.stock, { virtualEnvironmentId: String(environment.id) });
		pastRun(1, FLOWS.stock);

		const { items } = await report();

		expect(items).toHaveLength(1);
		expect(items[0].environments).toEqual([
			expect.objectContaining({ id: String(environment.id) }),
		]);
	});

	it('puts together what failed in the same shape of two versions', async () => {
		pastRun(2, FLOWS.stock);
		const other = pastRun(1, FLOWS.stock);
		other.logs.forEach((line) => Object.assign(line, { step: { ...line.step, id: 777 } }));
		other.versionId = '424242';
		patchworks.sandbox.rows('/api/v1/flow-versions').push({ id: '424242', flow_id: 102 });
		patchworks.sandbox
			.rows('/api/v1/flow-steps')
			.push({ id: 777, flow_version_id: 424_242, name: 'Update shop' });

		const { items } = await report();

		expect(items.map(({ count }) => count)).toEqual([2]);
	});

	it('reports what was stopped or done in part, where it is asked for', async () => {
		pastRun(2, FLOWS.nightlyExport);
		pastRun(1, FLOWS.catalogue);

		const { items } = await report({ filters: { statuses: [4, 5] } });

		expect(items.map(({ cause }) => cause).sort()).toEqual([
			'<number> of <number> products were not imported',
			'Stopped by a user',
		]);
	});

	it('counts a run as unread whose logs cannot be had', async () => {
		pastRun(2, FLOWS.stock);
		patchworks.sandbox.onRequest(({ operationId, query }) => {
			if (operationId === 'listFlowRunLogs') return { status: 404, body: { message: 'Gone.' } };
			if (operationId !== 'listFlowRuns' || query['filter[status]'] !== '3') return undefined;
			return { status: 200, body: { data: [{ id: 9001, flow_id: 102, status: 3 }] } };
		});

		const { items } = await report();

		expect(items[0]).toMatchObject({ count: 1, cause: 'The logs could not be read.' });
	});

	it('leaves out runs that did not fail, should Patchworks not filter them', async () => {
		pastRun(2, FLOWS.stock);
		pastRun(1, FLOWS.orders);
		patchworks.sandbox.setMoods([]);
		patchworks.sandbox.onRequest(({ operationId, query }) =>
			operationId === 'listFlowRuns' && query['filter[status]'] === '3'
				? {
						status: 200,
						body: {
							data: [
								{ id: 9001, flow_id: 102, status: 3, error_warning_logs: [] },
								{ id: 9002, flow_id: 101, status: 2, error_warning_logs: [] },
							],
						},
					}
				: undefined,
		);

		const { items } = await report();

		expect(items.map(({ count }) => count)).toEqual([1]);
	});

	it.each([
		[
			'time',
			{ started_at: '2020-01-01T00:00:00Z' },
			'with started_at "2020-01-01T00:00:00Z", which is outside of the report\'s period',
		],
		['flow', { flow_id: 102 }, 'of flow 102, where only flow 101 was asked for'],
		[
			'environment',
			{ virtual_environment_version: null },
			'in virtual environment none, where only 601 was asked for',
		],
	])(
		'refuses runs of another %s, should Patchworks not filter them',
		async (_what, more, words) => {
			const row = { id: 9001, flow_id: 101, status: 3, error_warning_logs: [], ...more };
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'listFlowRuns' ? { status: 200, body: { data: [row] } } : undefined,
			);

			const { items, error } = await report({
				filters: { flowIds: '101', virtualEnvironmentIds: '601' },
			});

			expect(items).toEqual([]);
			expect(error?.message).toBe(`Patchworks gave flow run 9001 ${words} [item 0]`);
		},
	);

	it('reads no more of an account whose runs are not filtered than the first page', async () => {
		const row = { id: 9001, flow_id: 101, status: 3, started_at: '2020-01-01T00:00:00Z' };
		const pages: number[] = [];
		patchworks.sandbox.onRequest(({ operationId, query }) => {
			if (operationId !== 'listFlowRuns') return undefined;
			pages.push(Number(query.page));
			const [page, perPage] = [Number(query.page), Number(query.per_page)];
			const data = Array.from({ length: perPage }, (_, index) => ({
				...row,
				id: page * 1000 + index,
			}));
			return { status: 200, body: { data, meta: { current_page: page, last_page: 50 } } };
		});

		const { error } = await report();

		expect(error?.message).toMatch(/outside of the report's period/);
		expect(pages).toEqual([1]);
	});

	it('gives nothing when no run failed', async () => {
		pastRun(1, FLOWS.orders);

		expect((await report()).items).toEqual([]);
		expect((await text()).markdown).toMatch(/None of 1 run failed/);
	});
});

describe('The period of a failure report', () => {
	it('is so many hours back', async () => {
		const before = Date.now();

		await report({ hours: 14 });

		const after = Number(listed()[0].get('filter[started_after]')) + 14 * HOUR;
		expect(after).toBeGreaterThanOrEqual(before);
		expect(after).toBeLessThanOrEqual(Date.now());
	});

	it("is last night in the workflow's time zone", async () => {
		await report({ period: 'lastNight' });

		const [query] = listed();
		const [from, to] = ['after', 'before'].map((end) =>
			Number(query.get(`filter[started_${end}]`)),
		);
		const hourIn = (time: number) =>
			new Date(time).toLocaleTimeString('en-GB', { timeZone: ZONE, hour: '2-digit' });
		expect([hourIn(from), hourIn(to)]).toEqual(['18', '08']);
		expect(to - Date.now()).toBeLessThanOrEqual(8 * HOUR);
		expect(to - Date.now()).toBeGreaterThan(-17 * HOUR);
	});

	it.each([
		[{ period: 'fromTo', from: '={{ "" }}' }, "'From' is empty"],
		[{ period: 'fromTo', from: '2026-11-27', to: '2026-11-26' }, "'From' is later than"],
		[{ hours: 0 }, "'Hours' has to be a number above 0"],
		[{ filters: { flowIds: '101,orders' } }, '\'Flow IDs\' is not an ID: "orders"'],
		[{ filters: { statuses: [2] } }, "'Statuses' has to be one or more of 3, 5, 4"],
		[{ options: { compareWith: '{"a":1}' } }, "'Compare With' is no earlier report"],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await report(parameters);

		expect(error?.message).toContain(message);
		expect(patchworks.sandbox.requests).toEqual([]);
	});
});

describe('The selection of a failure report', () => {
	it('counts a run once, also where a status is chosen twice', async () => {
		pastRun(2, FLOWS.stock);

		const { items } = await report({ filters: { statuses: '={{ [3, "3"] }}' } });

		expect(items).toEqual([expect.objectContaining({ count: 1 })]);
	});

	it('lists the runs of each flow in each environment', async () => {
		await report({ filters: { flowIds: '101, 102', virtualEnvironmentIds: ['1'] } });

		expect(
			listed().map((query) =>
				['flow_id', 'virtual_environment_id', 'status'].map((name) => query.get(`filter[${name}]`)),
			),
		).toEqual([
			['101', '1', '3'],
			['102', '1', '3'],
			['101', '1', null],
			['102', '1', null],
		]);
	});
});

describe('The texts of a failure report', () => {
	const EVIL = '<img src=x onerror="alert(1)"> **bold** `code` [a](javascript:b) & \'c\'';

	it('are Markdown and HTML, with what there is to know of each cause', async () => {
		pastRun(2, FLOWS.stock);
		pastRun(1, FLOWS.stock);

		const { markdown, html, causes, ...totals } = await text();

		expect(totals).toMatchObject({ failedRuns: 2, totalRuns: 2, sharePercent: 100 });
		expect(causes).toHaveLength(1);
		expect(markdown).toContain('2 of 2 runs failed \\(100 %\\), for 1 cause.');
		expect(markdown).toContain('1. **Stock to shop – Update shop**: 2 runs \\(100 %\\), last ');
		expect(markdown).toContain('`Request timed out after <number> seconds: POST <URL>`');
		expect(html).toContain('Request timed out after &lt;number&gt; seconds: POST &lt;URL&gt;');
		expect(html).toContain('<td width="100%" height="12" bgcolor="#34688f"');
		expect(html).toContain('no success since');
	});

	it('let nothing of a message or a name act', async () => {
		patchworks.sandbox.addFlow({
			id: 900,
			name: EVIL,
			enabled: true,
			deployed: true,
			outcome: 'failure',
			steps: [EVIL],
			problem: EVIL,
		});
		pastRun(1, 900);

		const { markdown, html } = (await text()) as { markdown: string; html: string };

		expect(html).not.toContain('<img');
		expect(html).not.toMatch(/onerror="/);
		expect(markdown.replace(/`[^`]*`/g, '')).not.toMatch(
			/(?<!\\)<img|(?<!\\)\*\*bold|(?<!\\)\]\(java/,
		);
	});

	it('say what is new and what is gone', async () => {
		pastRun(1, FLOWS.stock);

		const { markdown, html } = await text({
			options: {
				compareWith: [{ key: 'old', count: 4, flowName: 'Old flow', cause: 'Disk full' }],
			},
		});

		expect(markdown).toMatch(/Update shop\*\*: 1 run .*, new,/);
		expect(markdown).toContain('**Old flow**: gone, 4 before');
		expect(html).toContain('Disk full');
	});

	it('take the empty item of a table that has no report yet for none', async () => {
		pastRun(1, FLOWS.stock);

		const { causes } = await text({ options: { compareWith: [{}] } });

		expect(causes).toEqual([expect.objectContaining({ change: 'new' })]);
	});

	it('take an earlier report that was kept in a table, where texts have become numbers or null', async () => {
		const { markdown } = await text({
			options: {
				compareWith: [
					{
						key: 'a',
						count: '4',
						flowName: 2024,
						shapeName: null,
						shapeId: null,
						cause: 'Disk full',
					},
				],
			},
		});

		expect(markdown).toContain('**2024**: gone, 4 before');
	});

	it.each([null, '', 2024, '2024'])(
		'take a cause for their own where a table has %j for its company',
		async (companyLabel) => {
			const earlier = { key: 'a', count: 4, cause: 'Disk full', companyLabel };

			expect(await comparedAs('2024', [earlier])).toEqual([
				expect.objectContaining({ key: 'a', change: 'gone' }),
			]);
		},
	);

	it.each(['Shop UK', ''])(
		'take what an earlier report has for their own where the company was renamed to "%s" since',
		async (companyLabel) => {
			pastRun(1, FLOWS.stock);
			const before = await comparedAs('Shop', []);
			const gone = { key: 'a', count: 4, cause: 'Disk full', companyLabel: 'Shop' };
			const other = { key: 'b', count: 4, cause: 'Disk full', companyLabel: 'Another' };

			const after = await comparedAs(companyLabel, [...before, gone, other]);

			expect(after.map(({ key, change }) => [key, change])).toEqual([
				[before[0].key, 'same'],
				['a', 'gone'],
			]);
		},
	);

	it('take what an earlier report has for their own where another company had their label then', async () => {
		pastRun(1, FLOWS.stock);
		const before = await comparedAs('Shop', []);
		const gone = { key: 'a', count: 4, cause: 'Disk full', companyLabel: 'Shop' };
		const other = { key: 'b', count: 4, cause: 'Disk full', companyLabel: 'Another' };

		const after = await comparedAs('Another', [other, ...before, gone]);

		expect(after.map(({ key, change }) => [key, change])).toEqual([
			[before[0].key, 'same'],
			['a', 'gone'],
		]);
	});

	it('take what has their label for their own, also where another company has the same cause', async () => {
		pastRun(1, FLOWS.stock);
		const [before] = await comparedAs('Shop', []);

		const after = await comparedAs('Shop', [
			{ ...before, count: 4, companyLabel: 'Another' },
			before,
			{ key: 'b', count: 4, cause: 'Disk full', companyLabel: 'Another' },
		]);

		expect(after.map(({ key, change }) => [key, change])).toEqual([[before.key, 'same']]);
	});

	it('take nothing of other companies for their own where they had no failure before', async () => {
		pastRun(1, FLOWS.stock);
		const others = ['Another', 'A third'].map((companyLabel, count) => ({
			key: companyLabel,
			count,
			cause: 'Disk full',
			companyLabel,
		}));

		const causes = await comparedAs('Shop', others);

		expect(causes).toEqual([expect.objectContaining({ change: 'new' })]);
	});

	/** The report of a credential with a label, compared with an earlier one. */
	async function comparedAs(companyLabel: string, compareWith: IDataObject[]) {
		patchworks.engine.credentials.add('labelled', 'PatchworksApiKey', {
			apiKey: patchworks.sandbox.apiKey,
			hosting: 'selfHosted',
			coreUrl: patchworks.sandbox.coreUrl,
			startUrl: patchworks.sandbox.startUrl,
			companyLabel,
		});
		const { items } = await patchworks.run(
			{ resource: 'flowRun', operation: 'getFailureReport', options: { compareWith } } as never,
			{ credentialId: 'labelled' },
		);
		return items;
	}
});
