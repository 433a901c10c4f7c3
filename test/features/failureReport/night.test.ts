import { sumBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../../support/harness/engine';
import { createEngine, runPatchworks } from '../../support/harness/patchworks';
import type { SimulatedNight } from './simulatedNight';
import { fortyCauses, PatchworksAfterANight } from './simulatedNight';

const FROM = Date.parse('2026-11-26T20:00:00Z');
const TO = FROM + 10 * 3_600_000;
const DAY = 24 * 3_600_000;

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

/** Takes the place of the night before it. */
function night(more: Partial<SimulatedNight> = {}) {
	nock.cleanAll();
	return new PatchworksAfterANight({ from: FROM, causes: fortyCauses(), runs: 20_000, ...more });
}

async function report(options: object = {}, more: object = {}, from = FROM) {
	const { items, error } = await runPatchworks(engine, {
		resource: 'flowRun',
		operation: 'getFailureReport',
		period: 'fromTo',
		from: new Date(from).toISOString(),
		to: new Date(from + TO - FROM).toISOString(),
		options: { ...options },
		...more,
	});
	expect(error?.message).toBeUndefined();
	return items;
}

const changes = (items: IDataObject[]) => {
	const counts: Record<string, number> = {};
	for (const { change } of items) counts[String(change)] = (counts[String(change)] ?? 0) + 1;
	return counts;
};

describe('A night of 20,000 runs with 40 causes in five flows', () => {
	it('is reported with just these causes, and with how many runs each has', async () => {
		night();

		const items = await report();

		const causes = fortyCauses();
		expect(items).toHaveLength(40);
		expect(new Set(items.map(({ key }) => key)).size).toBe(40);
		expect(sumBy(items, 'count')).toBe(sumBy(causes, 'count'));
		const counts = (all: Array<{ flowId?: unknown; count?: unknown }>) =>
			all.map(({ flowId, count }) => `${String(flowId)}: ${String(count)}`).sort();
		expect(counts(items)).toEqual(counts(causes));
		expect(items[0]).toMatchObject({
			flowId: '5',
			flowName: 'Flow 5',
			shapeName: 'Shape 1',
			cause: 'Login failed for <email>',
			count: 59,
			sharePercent: 0.3,
			succeededSince: true,
			retried: 0,
		});
		const [{ flowRunId, url }] = items[0].samples as IDataObject[];
		expect(url).toBe(`https://app.wearepatchworks.com/flow-run-logs/${String(flowRunId)}`);
	});

	it('takes a request for each page of failed runs, and a few besides', async () => {
		const patchworks = night();
		const failed = sumBy(fortyCauses(), 'count');

		await report();

		expect(patchworks.asked()).toEqual({
			'runs 3': Math.ceil(failed / 100),
			'runs all': 1,
			'runs Retry': 1,
			'runs 2': 5,
			'flow-versions/{id}/steps': 5,
		});
	});

	it('is the same where the list of runs does not give what they logged', async () => {
		night();
		const expected = await report();
		const causes = fortyCauses().map((cause) => ({ ...cause, count: 3 }));
		const patchworks = night({ givesLogs: false, causes, runs: 1_000 });

		const items = await report();

		expect(items.map(({ key }) => key).sort()).toEqual(expected.map(({ key }) => key).sort());
		expect(patchworks.asked()['flow-runs/{id}/flow-run-logs']).toBe(120);
	});

	it('is compared with the night before', async () => {
		night();
		const first = await report();
		const [solved, grown, fewer, ...others] = fortyCauses();
		const causes = [
			{ ...grown, count: grown.count + 5 },
			{ ...fewer, count: fewer.count - 5 },
			...others,
			{ flowId: 2, step: { id: 201, name: 'Shape 1' }, message: () => 'Disk full', count: 7 },
		];
		night({ from: FROM + DAY, causes });

		const second = await report({ compareWith: first }, {}, FROM + DAY);

		expect(changes(second)).toEqual({ new: 1, grown: 1, shrunk: 1, same: 37, gone: 1 });
		expect(second.find(({ change }) => change === 'new')).toMatchObject({ cause: 'Disk full' });
		expect(second.at(-1)).toMatchObject({
			change: 'gone',
			count: 0,
			previousCount: solved.count,
			flowName: 'Flow 1',
		});
	});

	it.each([
		['keys', (items: IDataObject[]) => items.map(({ key }) => key)],
		['items with their JSON', (items: IDataObject[]) => items.map((json) => ({ json }))],
		['a report with all causes', (items: IDataObject[]) => ({ causes: items })],
	])('is compared with an earlier report that comes as %s', async (_name, toEarlier) => {
		night({ runs: 2_000 });
		const first = await report();

		const second = await report({ compareWith: toEarlier(first) });

		expect(second).toHaveLength(40);
		expect(second.every(({ change }) => change === 'same' || change === 'known')).toBe(true);
	});
});
