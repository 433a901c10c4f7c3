import { momentOf } from './forms';
import type { Question, RawAnswer, Row } from '../requests/answers';
import { idOf, rawRowsOf, rowsOf } from '../requests/answers';

/** Raw answers by the question that they are to. */
export type Evidence = Partial<Record<QuestionName, RawAnswer>>;

/** The questions that the assumptions are checked with; see {@link FIRST_LOOK} and {@link QUESTIONS}. */
export type QuestionName =
	| 'newestRuns'
	| 'refusedRelations'
	| 'secondPage'
	| 'payloadSizes'
	| 'oneRun'
	| 'payloads'
	| 'steps'
	| 'byTrigger'
	| 'running'
	| 'onMidnight'
	| 'onNoon'
	| 'afterJustBefore'
	| 'afterJustAfter'
	| 'trackedData'
	| 'trackedLater'
	| 'unknownRun';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const RUNS = '/api/v1/flow-runs';
const NEWEST_FIRST = { sort: '-started_at' };
/** What a run has to say of its flow and its virtual environment. */
export const RELATIONS = { include: 'flow,virtualEnvironmentVersion.virtualEnvironment' };

/** An ID that no run has. */
const NO_RUN = '999999999999999';

/** A question of an assumption. */
interface Asking {
	name: QuestionName;
	/** The operation of the contract that its answer is to, where it can stand for it. */
	operationId?: string;
	/** What is asked, by what is known so far; undefined where it cannot be asked. */
	ask(evidence: Evidence): Question | undefined;
}

/** What is asked first, and what in its place where relations are refused. */
export const FIRST_LOOK: { withRelations: Question; without: Question } = {
	withRelations: { path: RUNS, query: { per_page: '100', ...NEWEST_FIRST, ...RELATIONS } },
	without: { path: RUNS, query: { per_page: '100', ...NEWEST_FIRST } },
};

/** What else is asked for the assumptions, in the order in which it is asked. */
export const QUESTIONS: Asking[] = [
	{
		name: 'secondPage',
		ask: () => ({ path: RUNS, query: { per_page: '5', page: '2', ...NEWEST_FIRST } }),
	},
	{
		name: 'payloadSizes',
		ask: () => ({
			path: RUNS,
			query: { per_page: '20', ...NEWEST_FIRST, include: 'payloadSize' },
		}),
	},
	{
		name: 'oneRun',
		operationId: 'getFlowRun',
		ask: (evidence) => {
			const id = idOf(runWithPayload(evidence)?.id);
			return id ? { path: `${RUNS}/${encodeURIComponent(id)}`, query: RELATIONS } : undefined;
		},
	},
	{
		name: 'payloads',
		operationId: 'listPayloadMetadata',
		ask: (evidence) => {
			const id = idOf(runWithPayload(evidence)?.id);
			return id
				? {
						path: '/api/v1/payload-metadata',
						query: { 'filter[flow_run_id]': id, per_page: '100' },
					}
				: undefined;
		},
	},
	{
		name: 'steps',
		operationId: 'listFlowSteps',
		ask: (evidence) => {
			const id = idOf(runWithPayload(evidence)?.flow_version_id);
			return id
				? {
						path: `/api/v1/flow-versions/${encodeURIComponent(id)}/steps`,
						query: { per_page: '100' },
					}
				: undefined;
		},
	},
	{
		name: 'byTrigger',
		ask: (evidence) => ({
			path: RUNS,
			query: { per_page: '5', ...NEWEST_FIRST, 'filter[trigger]': triggerOf(evidence) ?? 'API' },
		}),
	},
	{
		name: 'running',
		ask: () => ({ path: RUNS, query: { per_page: '5', ...NEWEST_FIRST, 'filter[status]': '1' } }),
	},
	{ name: 'onMidnight', ask: (evidence) => onDay(evidence, 0) },
	{ name: 'onNoon', ask: (evidence) => onDay(evidence, 12 * HOUR) },
	{ name: 'afterJustBefore', ask: (evidence) => startedAfter(evidence, -2_000) },
	{ name: 'afterJustAfter', ask: (evidence) => startedAfter(evidence, 60_000) },
	{
		name: 'trackedData',
		operationId: 'listTrackedData',
		ask: () => ({ path: '/api/v1/tracked-data', query: { per_page: '5' } }),
	},
	{
		name: 'trackedLater',
		ask: ({ trackedData, newestRuns }) =>
			rowsOf(trackedData).length > 0
				? {
						path: '/api/v1/tracked-data',
						query: { per_page: '5', 'filter[created_after]': inAYear(newestRuns?.date) },
					}
				: undefined,
	},
	{ name: 'unknownRun', ask: () => ({ path: `${RUNS}/${NO_RUN}` }) },
];

/** The question that is asked once more at the end, to see what came since. */
export const LAST_LOOK: Question = {
	path: RUNS,
	query: { per_page: '20', ...NEWEST_FIRST },
};

/** The runs that are known, newest first. */
export function runsOf({ newestRuns }: Evidence): Row[] {
	return rowsOf(newestRuns);
}

/** The run whose payloads are looked at: the newest that has ended and says that it had one, else the newest. */
export function runWithPayload(evidence: Evidence): Row | undefined {
	const runs = runsOf(evidence);
	const sizes = new Map(
		rowsOf(evidence.payloadSizes).map((row) => [idOf(row.id), payloadSizeOf(row) ?? 0]),
	);
	const ended = runs.filter(({ finished_at }) => finished_at);
	return ended.find(({ id }) => (sizes.get(idOf(id)) ?? 0) > 0) ?? ended[0] ?? runs[0];
}

/** What a run says of the size of its payloads. */
export function payloadSizeOf(run: Row | undefined): number | undefined {
	const size = Number(run?.payload_size ?? run?.payloadSize ?? NaN);
	return Number.isFinite(size) ? size : undefined;
}

/** The trigger that is filtered by: the newest run's that is a name. */
export function triggerOf(evidence: Evidence): string | undefined {
	const triggers = runsOf(evidence).map(({ trigger }) => trigger);
	return triggers.find(
		(trigger): trigger is string => typeof trigger === 'string' && trigger !== '',
	);
}

/** A start in the middle of its day, so that it is of the same day in other zones; else the newest. */
export function startToAskFor(evidence: Evidence): number | undefined {
	const starts = runsOf(evidence).flatMap(({ started_at }) => momentOf(started_at) ?? []);
	const isMiddle = (start: number) => start % DAY > 6 * HOUR && start % DAY < 20 * HOUR;
	return starts.find(isMiddle) ?? starts[0];
}

/** Whether a list holds an object of that ID. */
export function holds(answer: RawAnswer | undefined, id: string | undefined): boolean {
	return rowsOf(answer).some((row) => idOf(row.id) === id);
}

/** Whether it was asked and answered with a list. */
export function isList(answer: RawAnswer | undefined): boolean {
	return rawRowsOf(answer) !== undefined;
}

function onDay(evidence: Evidence, timeOfDay: number): Question | undefined {
	const start = startToAskFor(evidence);
	if (start === undefined) return undefined;
	const moment = Math.floor(start / DAY) * DAY + timeOfDay;
	return {
		path: RUNS,
		query: { per_page: '5', ...NEWEST_FIRST, 'filter[started_on]': String(moment) },
	};
}

function startedAfter(evidence: Evidence, offset: number): Question | undefined {
	const start = momentOf(runsOf(evidence)[0]?.started_at);
	if (start === undefined) return undefined;
	const moment = Math.floor(start) + offset;
	return {
		path: RUNS,
		query: { per_page: '100', ...NEWEST_FIRST, 'filter[started_after]': String(moment) },
	};
}

function inAYear(date = Date.now()): string {
	return new Date(date + 365 * DAY).toISOString();
}
