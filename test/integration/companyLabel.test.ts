import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { loggerOfN8n } from '../support/harness/logger';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { activeTriggerWith } from '../support/harness/polling';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
	engine.credentials.add('labelled', 'PatchworksApiKey', {
		apiKey: 'made-up-key-of-acme',
		hosting: 'cloud',
		companyLabel: ' Acme\n UK ',
	});
	engine.credentials.add('companies', 'PatchworksApiKey', {
		apiKey: '={{ $json.key }}',
		hosting: 'cloud',
		companyLabel: '={{ $json.company }}',
	});
});
afterEach(() => jest.restoreAllMocks());

const RUN = { id: 9, flow_id: 1, status: 3, started_at: '2020-01-15T11:00:00Z' };
const ENDED = { ...RUN, status: 2, finished_at: '2020-01-15T11:01:00Z' };

describe('Company Label', () => {
	it.each<[string, IDataObject, unknown]>([
		['the runs of a list', { resource: 'flowRun', operation: 'getAll' }, page([RUN])],
		['one run', { resource: 'flowRun', operation: 'get', flowRunId: byId('9') }, { data: RUN }],
		[
			'a run that is waited for',
			{ resource: 'flowRun', operation: 'wait', flowRunId: byId('9') },
			{ data: ENDED },
		],
	])('stands in %s', async (_case, parameters, answer) => {
		answerAll(CLOUD.core, () => [200, answer]);

		const { items } = await runPatchworks(engine, parameters as never, {
			credentialId: 'labelled',
		});

		expect(items).toEqual([expect.objectContaining({ companyLabel: 'Acme UK' })]);
	});

	it('stands in the run of a flow that was started', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { items } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'start', flowId: byId('1') },
			{ credentialId: 'labelled' },
		);

		expect(items).toEqual([expect.objectContaining({ flowRunId: '9', companyLabel: 'Acme UK' })]);
		expect(JSON.stringify(starts)).not.toContain('Acme');
	});

	it('is that of each item, also in the error of one that failed', async () => {
		answerAll(CLOUD.core, ({ authorization }) =>
			authorization === 'made-up-key-b'
				? [403, { message: 'Unauthorized.' }]
				: [200, { data: RUN }],
		);

		const { items, failed } = await runPatchworks(
			engine,
			{ resource: 'flowRun', operation: 'get', flowRunId: byId('9') },
			{
				items: [
					{ key: 'made-up-key-a', company: 'Acme UK' },
					{ key: 'made-up-key-b', company: 'Acme US' },
				],
				credentialId: 'companies',
				onError: 'continueErrorOutput',
			},
		);

		expect(items).toEqual([expect.objectContaining({ companyLabel: 'Acme UK' })]);
		expect(failed).toEqual([
			expect.objectContaining({
				error: expect.objectContaining({
					message: 'Unauthorized. [item 1]',
					companyLabel: 'Acme US',
					description: expect.stringMatching(/ Company: Acme US\.$/),
				}),
			}),
		]);
	});

	it('stands in the error of a run that failed while it was waited for', async () => {
		answerAll(CLOUD.core, ({ url }) => [200, url.includes('logs') ? page([]) : { data: RUN }]);

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flowRun', operation: 'wait', flowRunId: byId('9') },
			{ credentialId: 'labelled' },
		);

		expect(error?.message).toContain('Flow run 9 failed');
		expect(error?.description).toContain('Company: Acme UK.');
	});

	it.each<[string, IDataObject, RegExp]>([
		[
			'a name that nothing has',
			{ resource: 'flow', operation: 'get', flowId: { __rl: true, mode: 'name', value: 'Other' } },
			/^'Flow' has no match/,
		],
		[
			'a filter that is not applied',
			{ resource: 'flowRun', operation: 'getAll', filters: { status: 2 } },
			/^Patchworks gave flow run 9 with 'Status' Failure/,
		],
		[
			'an ID that cannot be one',
			{ resource: 'flowRun', operation: 'get', flowRunId: byId('orders') },
			/^'Flow Run' is not an ID: "orders"/,
		],
		[
			'a start that does not say which run it is',
			{ resource: 'flow', operation: 'startAndWait', flowId: byId('1') },
			/^Patchworks started the flow but did not say which run it is/,
		],
	])('stands in the error of %s', async (_case, parameters, message) => {
		answerAll(CLOUD.core, () => [200, page([RUN])]);
		answerAll(CLOUD.start, () => [200, {}]);

		const { error } = await runPatchworks(engine, parameters as never, {
			credentialId: 'labelled',
		});

		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('Company: Acme UK.');
	});

	it('tells whose an earlier failure report is, so that no cause of another company is gone', async () => {
		answerAll(CLOUD.core, () => [200, page([])]);
		const cause = (company: string) => ({ key: `of ${company}`, count: 1, companyLabel: company });

		for (const earlier of [
			[cause('Acme UK'), cause('Acme US')],
			[
				{ causes: [{ key: 'of Acme UK' }], companyLabel: 'Acme UK' },
				{ causes: [{ key: 'of Acme US' }], companyLabel: 'Acme US' },
			],
		]) {
			const { items, error } = await runPatchworks(
				engine,
				{
					resource: 'flowRun',
					operation: 'getFailureReport',
					options: { compareWith: JSON.stringify(earlier) },
				},
				{
					items: [
						{ key: 'made-up-key-a', company: 'Acme UK' },
						{ key: 'made-up-key-b', company: 'Acme US' },
					],
					credentialId: 'companies',
				},
			);

			expect(error?.message).toBeUndefined();
			expect(items.map(({ key, companyLabel }) => [key, companyLabel])).toEqual([
				['of Acme UK', 'Acme UK'],
				['of Acme US', 'Acme US'],
			]);
		}
	});

	it('stands in log lines', async () => {
		const debug = jest.spyOn(loggerOfN8n(), 'debug');
		let answers = 0;
		answerAll(CLOUD.core, () =>
			answers++ === 0 ? [429, {}, { 'retry-after': '0' }] : [200, { data: RUN }],
		);

		await runPatchworks(
			engine,
			{ resource: 'flowRun', operation: 'get', flowRunId: byId('9') },
			{ credentialId: 'labelled' },
		);

		expect(debug.mock.calls.map(([line]) => line)).toContainEqual(
			expect.stringMatching(/^Acme UK: GET to core\.wearepatchworks\.com: HTTP 429/),
		);
	});

	it('stands in the items and the errors of the trigger', async () => {
		let status = 200;
		answerAll(CLOUD.core, () => [status, status === 200 ? page([RUN]) : { message: 'No.' }]);
		const trigger = activeTriggerWith(
			engine,
			{ events: ['failed', 'overdue'], options: { includePast: 1_000_000 } },
			'labelled',
		);

		const items = await trigger.jsonOfPoll();
		expect(items.map(({ event, companyLabel }) => [event, companyLabel])).toEqual([
			['failed', 'Acme UK'],
			['overdue', 'Acme UK'],
		]);
		expect((await trigger.jsonOfPoll('manual')).map(({ companyLabel }) => companyLabel)).toEqual([
			'Acme UK',
			'Acme UK',
		]);

		status = 403;
		await expect(trigger.poll()).rejects.toMatchObject({
			description: expect.stringContaining('Company: Acme UK.'),
		});
	});

	it('is left out where there is none, and where an item is not about runs', async () => {
		answerAll(CLOUD.core, () => [200, page([RUN])]);
		const flows = { resource: 'flow', operation: 'getAll' };

		const { items } = await runPatchworks(engine, { resource: 'flowRun', operation: 'getAll' });
		expect(items[0]).not.toHaveProperty('companyLabel');
		const listed = await runPatchworks(engine, flows, { credentialId: 'labelled' });
		expect(listed.items[0]).not.toHaveProperty('companyLabel');
	});
});
