import { omit } from 'lodash';

import type { Row } from '../state/lists';
import { isAboutRuns } from './mood';
import type { Mood } from './mood';

const SECOND = 1_000;

/** The triggers by their number, from 1 on. */
const TRIGGERS = [
	'API',
	'Callback',
	'Event',
	'Manual',
	'Retry',
	'Router',
	'Schedule',
	'Shape',
	'Webhook',
];

/** Leaves properties out of runs. */
function without(...names: string[]): Pick<Mood, 'row'> {
	return { row: (row, asked) => (isAboutRuns(asked) ? omit(row, names) : row) };
}

/** Changes the answer to a start. */
function started(change: (answer: Record<string, unknown>) => unknown): Pick<Mood, 'answer'> {
	return {
		answer: (answer, { host }) =>
			host === 'start' && answer.status < 300
				? { ...answer, body: change(answer.body as Record<string, unknown>) }
				: answer,
	};
}

/** What runs tell of themselves, and when they show. */
export const RUNS: Mood[] = [
	{
		name: 'runs-without-flow',
		description: 'Leaves out of runs which flow they are of.',
		...without('flow_id', 'flow'),
	},
	{
		name: 'runs-without-environment',
		description: 'Leaves out of runs which virtual environment they are in.',
		...without('virtual_environment_version', 'virtual_environment_id'),
	},
	{
		name: 'triggers-as-numbers',
		description:
			'Numbers what started a run, in its row and in filter[trigger], where a name finds nothing.',
		ask: (query, asked) => {
			const trigger = query['filter[trigger]'];
			if (asked.operationId !== 'listFlowRuns' || trigger === undefined) return undefined;
			const name = TRIGGERS[Number(trigger) - 1];
			if (name) query['filter[trigger]'] = name;
			// There is no such flow.
			else query['filter[flow_id]'] = '0';
			return undefined;
		},
		row: (row, asked) =>
			isAboutRuns(asked)
				? ({ ...row, trigger: TRIGGERS.indexOf(String(row.trigger)) + 1 } as Row)
				: row,
	},
	{
		name: 'status-filter-ignored',
		description: 'Lists runs in every state, whatever filter[status] says.',
		ask: (query) => {
			delete query['filter[status]'];
			return undefined;
		},
	},
	{
		name: 'time-filters-ignored',
		description: 'Lists runs of any time, whatever the filters by their start say.',
		ask: (query) => {
			for (const name of ['started_after', 'started_before', 'started_on']) {
				delete query[`filter[${name}]`];
			}
			return undefined;
		},
	},
	{
		name: 'environment-ignored',
		description: 'Starts a flow in no virtual environment, whatever the start asks for.',
		ask: (query, { host }) => {
			if (host === 'start') delete query.virtual_environment_id;
			return undefined;
		},
	},
	{
		name: 'payloads-unlisted',
		description: 'Lists no payloads.',
		list: (envelope, { operationId }) =>
			operationId === 'listPayloadMetadata'
				? { ...envelope, data: [], meta: { ...envelope.meta, total: 0, last_page: 1 } }
				: envelope,
	},
	{
		name: 'late-runs',
		description: 'Shows a run that was started only 20 seconds later, and answers 404 until then.',
		habits: { unseenMs: 20 * SECOND },
	},
	{
		name: 'queued-runs',
		description:
			'Keeps a run that was started in the queue for 30 seconds; only then it starts and is among the runs.',
		habits: { queueMs: 30 * SECOND },
	},
	{
		name: 'start-without-run',
		description: 'Answers a start without the ID of the run.',
		...started(({ message }) => ({ message })),
	},
	{
		name: 'start-with-another-id',
		description: 'Answers a start with the ID of the run, and with an id that is not of a run.',
		...started(({ message, data }) => ({ message, data: { id: '1', ...(data as object) } })),
	},
	{
		name: 'payloads-newest-first',
		description: 'Lists payloads with the newest first.',
		habits: { newestPayloadsFirst: true },
	},
];
