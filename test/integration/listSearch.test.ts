import { searchList } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const queryOf = (url: string) => Object.fromEntries(new URL(url, CLOUD.core).searchParams);

describe('The list of flows', () => {
	const flows = Array.from({ length: 250 }, (_, id) => ({
		id: id + 1,
		name: id === 222 ? 'Orders to warehouse' : `Flow ${id + 1}`,
	}));
	const answer = () =>
		answerAll(CLOUD.core, ({ url }) => {
			const current = Number(queryOf(url).page);
			return [200, page(flows.slice((current - 1) * 100, current * 100), current, 3)];
		});

	it('comes a page at a time', async () => {
		answer();

		const first = await searchList(engine, 'searchFlows');
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({ name: 'Flow 1', value: '1' });
		const last = await searchList(engine, 'searchFlows', {}, undefined, '3');
		expect(last.results).toHaveLength(50);
		expect(last.paginationToken).toBeUndefined();
	});

	it('finds a flow by a part of its name, on whatever page', async () => {
		const core = answer();

		const { results } = await searchList(engine, 'searchFlows', {}, ' WARE');

		expect(results).toEqual([{ name: 'Orders to warehouse', value: '223' }]);
		expect(core).toHaveLength(3);
	});

	it('finds a flow by its ID', async () => {
		answer();

		expect((await searchList(engine, 'searchFlows', {}, '42')).results).toContainEqual({
			name: 'Flow 42',
			value: '42',
		});
	});

	it.each<[string, (current: number) => object]>([
		['links', (current) => ({ links: { next: current < 5 ? '/next' : null } })],
		['their number', () => ({ meta: { total: 250 } })],
		['their size', () => ({ meta: { per_page: 50 } })],
		['nothing', () => ({})],
	])('has all flows where the API gives 50 at once and tells only %s', async (_, said) => {
		answerAll(CLOUD.core, ({ url }) => {
			const current = Number(queryOf(url).page);
			return [200, { data: flows.slice((current - 1) * 50, current * 50), ...said(current) }];
		});

		const found: string[] = [];
		for (let token: string | undefined = '1'; token !== undefined;) {
			const list = await searchList(engine, 'searchFlows', {}, undefined, token);
			found.push(...list.results.map(({ value }) => String(value)));
			token = list.paginationToken as string | undefined;
		}

		expect(found).toEqual(flows.map(({ id }) => String(id)));
	});

	it('goes on by a cursor where the API gives one', async () => {
		const core = answerAll(CLOUD.core, ({ url }) => {
			const isFirst = queryOf(url).cursor === undefined;
			return [
				200,
				{
					data: isFirst ? flows.slice(0, 100) : flows.slice(100, 150),
					meta: { next_cursor: isFirst ? 'made-up-cursor' : null },
				},
			];
		});

		const first = await searchList(engine, 'searchFlows');
		const second = await searchList(
			engine,
			'searchFlows',
			{},
			undefined,
			first.paginationToken as string,
		);

		expect(second.results.map(({ value }) => value)).toEqual(
			flows.slice(100, 150).map(({ id }) => String(id)),
		);
		expect(second.paginationToken).toBeUndefined();
		expect(core.map(({ url }) => queryOf(url).page)).toEqual(['1', undefined]);
	});

	it('does not come again and again where the API gives it as a whole each time', async () => {
		const core = answerAll(CLOUD.core, () => [200, { data: flows }]);

		const first = await searchList(engine, 'searchFlows');
		const token = first.paginationToken as string;
		const second = await searchList(engine, 'searchFlows', {}, undefined, token);
		const found = await searchList(engine, 'searchFlows', {}, 'no such flow');

		expect(first.results).toHaveLength(250);
		expect(second).toEqual({ results: [] });
		expect(found).toEqual({ results: [] });
		expect(core).toHaveLength(4);
	});

	it('says that the answer is not a list', async () => {
		answerAll(CLOUD.core, () => [200, { message: 'Welcome' }]);

		await expect(searchList(engine, 'searchFlows')).rejects.toThrow(
			'core.wearepatchworks.com answered with something other than a list (HTTP 200).',
		);
	});

	it('says what is wrong when Patchworks refuses', async () => {
		answerAll(CLOUD.core, () => [401, { message: 'Unauthenticated.' }]);

		await expect(searchList(engine, 'searchFlows')).rejects.toThrow('Unauthenticated.');
	});
});

describe('The lists that depend on another field', () => {
	it('gives the versions of the chosen flow', async () => {
		const core = answerAll(CLOUD.core, () => [
			200,
			page([
				{ id: 5, iteration: 1 },
				{ id: 6, iteration: 2, deployed_at: '2026-01-01' },
			]),
		]);

		const { results } = await searchList(engine, 'searchFlowVersions', {
			resource: 'flow',
			operation: 'start',
			flowId: { __rl: true, mode: 'list', value: '7' },
		});

		expect(core[0].url.split('?')[0]).toBe('/api/v1/flows/7/versions');
		expect(results).toEqual([
			{ name: 'Version 1', value: '5' },
			{ name: 'Version 2 · deployed', value: '6' },
		]);
	});
});

describe('The list of flow runs', () => {
	it('is searched by Patchworks, the latest first', async () => {
		const core = answerAll(CLOUD.core, () => [
			200,
			page([{ id: 9, flow: { name: 'Orders' }, status: 3, started_at: '2026-11-23T02:00:00Z' }]),
		]);

		const { results } = await searchList(engine, 'searchFlowRuns', {}, 'Order');

		expect(queryOf(core[0].url)).toEqual({
			include: 'flow',
			'fields[flow]': 'id,name',
			sort: '-started_at',
			page: '1',
			per_page: '100',
			'filter[search]': 'Order',
		});
		expect(results).toEqual([{ name: '9 · Orders · Failure · 23 Nov 02:00', value: '9' }]);
	});

	it('begins with those that failed where a failure is to be explained', async () => {
		const failed = { id: 9, flow: { name: 'Orders' }, status: 3 };
		const others = [failed, { id: 8, flow: { name: 'Orders' }, status: 2 }];
		answerAll(CLOUD.core, ({ url }) => [
			200,
			page(queryOf(url)['filter[status]'] === '3' ? [failed] : others),
		]);

		const first = await searchList(engine, 'searchFailedFlowRunsFirst', {});
		const next = await searchList(
			engine,
			'searchFailedFlowRunsFirst',
			{},
			undefined,
			String(first.paginationToken),
		);

		expect(first.results).toEqual([{ name: '9 · Orders · Failure', value: '9' }]);
		expect(next).toEqual({ results: [{ name: '8 · Orders · Success', value: '8' }] });
	});
});

describe('The list of payloads', () => {
	it('has those of the chosen run, the latest first', async () => {
		const payloads = [
			{ id: 1, flow_run_id: 9, flow_step_id: 5, created_at: '2026-11-23T02:00:00Z' },
			{ id: 2, flow_run_id: 9, flow_step_id: 5, created_at: '2026-11-23T03:00:00Z' },
		];
		const core = answerAll(CLOUD.core, () => [200, page(payloads)]);

		const { results } = await searchList(engine, 'searchPayloads', {
			resource: 'flowRun',
			operation: 'replay',
			flowRunId: { __rl: true, mode: 'id', value: '9' },
		});

		expect(queryOf(core[0].url)['filter[flow_run_id]']).toBe('9');
		expect(results.map(({ name }) => name)).toEqual([
			'Payload 2 · run 9 · shape 5 · 23 Nov 03:00',
			'Payload 1 · run 9 · shape 5 · 23 Nov 02:00',
		]);
	});
});
