import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { loggerOfN8n } from '../../support/harness/logger';
import { CLOUD, createEngine } from '../../support/harness/patchworks';
import { answerAll, page } from '../../support/harness/requests';
import { activeTrigger, events, MINUTE, NOON } from './simulation/setting';

let engine: Engine;
let warnings: string[];
let rows: IDataObject[];
let findsByTrigger: boolean;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	warnings = [];
	rows = [];
	findsByTrigger = true;
	jest
		.spyOn(loggerOfN8n(), 'warn')
		.mockImplementation((message: string) => void warnings.push(message));
	const headers = () => ({ date: new Date(NOON + MINUTE).toUTCString() });
	answerAll(CLOUD.core, ({ url }) => [
		200,
		page(findsByTrigger || !decodeURIComponent(url).includes('filter[trigger]') ? rows : []),
		headers(),
	]);
});
afterEach(() => jest.restoreAllMocks());

const at = (milliseconds: number) => new Date(NOON + milliseconds).toISOString();

const failedRun = (more: IDataObject = {}): IDataObject => ({
	id: '9',
	flow_id: 101,
	trigger: 'API',
	status: 3,
	started_at: at(1_000),
	finished_at: at(2_000),
	...more,
});

/** What a trigger gives of runs that come after its activation. */
async function eventsOf(parameters: IDataObject, ...runs: IDataObject[]): Promise<string[]> {
	const trigger = activeTrigger(engine, { events: ['failed'], ...parameters } as never);
	expect(await trigger.poll()).toBeNull();
	rows = runs;
	return events(await trigger.jsonOfPoll());
}

it.each<[string, IDataObject, IDataObject, RegExp]>([
	[
		'a start that is no time',
		{},
		{ started_at: 'yesterday' },
		/Flow run 9 has "yesterday" as its started_at where a time was expected/,
	],
	[
		'no start at all',
		{},
		{ started_at: undefined },
		/Flow run 9 has nothing as its started_at where a time was expected/,
	],
	[
		'a status that is no known name',
		{},
		{ status: 'Kaputt' },
		/Flow run 9 has ended with status "Kaputt", where 2 to 5 or Success, .* was expected/,
	],
	[
		'a start on another clock',
		{},
		{ started_at: '2030-01-15 07:00:01' },
		/Flow run 9 has "2030-01-15 07:00:01" as its started_at, although runs from 2030-.* on/,
	],
	[
		'no flow, where several are chosen',
		{ filters: { flowIds: ['101', '102'] } },
		{ flow_id: undefined },
		/'Flow Names or IDs' cannot be applied: flow run 9 has nothing where flow_id or flow\.id/,
	],
	[
		'a number as the trigger, where several are chosen',
		{ filters: { triggers: ['API', 'Schedule'] } },
		{ trigger: 1 },
		/'Started By' cannot be applied: flow run 9 has 1 where a trigger such as API/,
	],
])('refuses runs with %s', async (_title, parameters, more, message) => {
	await expect(eventsOf(parameters, failedRun(more))).rejects.toThrow(message);
});

it('gives a run with a new status as finished, and says so in the log', async () => {
	expect(await eventsOf({ events: ['finished'] }, failedRun({ status: 6 }))).toEqual([
		'9 finished',
	]);
	expect(warnings).toEqual([expect.stringMatching(/^Flow run 9 has ended with status 6, where/)]);
});

it('gives those that failed where the status of only some cannot be read, and names these once', async () => {
	const trigger = activeTrigger(engine, { events: ['failed'] } as never);
	expect(await trigger.poll()).toBeNull();
	rows = [
		failedRun(),
		failedRun({ id: '8', status: 'Kaputt' }),
		failedRun({ id: '7', status: 'Kaputt', finished_at: null }),
	];

	expect(events(await trigger.jsonOfPoll())).toEqual(['9 failed']);
	expect(await trigger.poll()).toBeNull();

	expect(warnings).toEqual([
		'Flow run 8 has ended with status "Kaputt", where 2 to 5 or Success, Failure, Stopped, Partial Success was expected. The trigger takes it for finished, and not for one that failed.',
		'Flow run 7 has status "Kaputt" and no end, where 1 to 5 or Started, Success, Failure, Stopped, Partial Success was expected. The trigger takes it to go on.',
	]);
});

it('gives the others where only some do not say their flow, and names those in the log', async () => {
	const filters = { flowIds: ['101', '102'] };
	const given = await eventsOf(
		{ filters },
		failedRun(),
		failedRun({ id: '8', flow_id: undefined }),
	);

	expect(given).toEqual(['9 failed']);
	expect(warnings).toEqual([expect.stringMatching(/Flow Names or IDs chooses by: 8$/)]);
});

it('gives a run that Patchworks chose, also where its row says null of what it was chosen by', async () => {
	const filters = { triggers: ['API'] };

	expect(await eventsOf({ filters }, failedRun({ trigger: null }))).toEqual(['9 failed']);
});

it('takes no filter for granted that finds nothing although a run matches', async () => {
	const trigger = activeTrigger(engine, {
		events: ['failed'],
		filters: { triggers: ['API'] },
	} as never);
	findsByTrigger = false;
	rows = [failedRun({ started_at: at(-MINUTE) })];

	await expect(trigger.poll()).rejects.toThrow(
		'Patchworks lists no flow run for the filters, although flow run 9 matches them',
	);
});

describe('A filter by which Patchworks finds nothing', () => {
	const before = (trigger: unknown, id = '9') =>
		failedRun({ id, started_at: at(-MINUTE), trigger } as IDataObject);

	/** The first poll of a trigger with the filter. */
	async function firstPoll(...runs: IDataObject[]) {
		const filters = { triggers: ['API'] };
		const trigger = activeTrigger(engine, { events: ['failed'], filters } as never);
		findsByTrigger = false;
		rows = runs;
		return await trigger.poll();
	}

	it('is refused where no run says in a readable way what it chooses by', async () => {
		await expect(firstPoll(before(1), before(2, '8'))).rejects.toThrow(
			/'Started By' cannot be applied: flow run 9 has 1 where a trigger such as API/,
		);
	});

	it.each([
		['there are no runs', []],
		['a run says another thing', [before(1), before('Schedule', '8')]],
		['runs say nothing of it', [before(undefined), before(null, '8')]],
	])('is taken for right where %s', async (_, runs) => {
		expect(await firstPoll(...runs)).toBeNull();
	});
});
