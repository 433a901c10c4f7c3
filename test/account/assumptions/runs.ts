import { uniq } from 'lodash';

import type { Row } from '../requests/answers';
import { idOf, rowsOf } from '../requests/answers';
import { holds, isList, runsOf, triggerOf } from '../findings/evidence';
import { formsOf, momentOf } from '../findings/forms';
import type { Assumption } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

const NO_RUNS = couldNotTell('there are no flow runs to look at');

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

/** Where a run has its virtual environment. */
const ENVIRONMENTS = [
	'virtual_environment_version',
	'virtual_environment_version_id',
	'virtual_environment_id',
];

/** Clocks of one API may differ by this, and times are written to the second. */
const TOLERANCE_MS = 2_000;

/** What a status may look like. */
function formOfStatus(status: unknown): string {
	if (Number.isInteger(status)) {
		return [1, 2, 3, 4, 5].includes(status as number) ? 'a number from 1 to 5' : 'another number';
	}
	if (typeof status !== 'string') return formsOf([status])[0] ?? 'nothing';
	if (/^\d+$/.test(status)) return 'text of digits';
	return /^[a-z]/.test(status) ? 'a name in lower case' : 'a label with a capital';
}

/** What rows of runs say, and which are listed. */
export const OF_RUNS: Assumption[] = [
	{
		id: '1',
		statement: "A run's status is a number from 1 to 5.",
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			const forms = uniq(runs.map(({ status }) => formOfStatus(status)));
			const why = `status is ${forms.join(', or ')}`;
			return forms.join() === 'a number from 1 to 5' ? confirmed(why) : contradicted(why);
		},
	},
	{
		id: '4b',
		statement: 'A run says which virtual environment it is in.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			if (!runs.some((run) => ENVIRONMENTS.some((name) => name in run))) {
				return contradicted(`runs have none of ${ENVIRONMENTS.join(', ')}`);
			}
			const forms = formsOf(runs.flatMap((run) => ENVIRONMENTS.flatMap((name) => run[name] ?? [])));
			return forms.length > 0
				? confirmed(`it is ${forms.join(', or ')}`)
				: couldNotTell('it is null in all runs, so none of these may have had one');
		},
	},
	{
		id: '5a',
		statement: 'filter[trigger] takes the name of a trigger.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			if (!isList(evidence.byTrigger))
				return couldNotTell('the filter was not answered with a list');
			const found = rowsOf(evidence.byTrigger);
			const name = triggerOf(evidence);
			if (name === undefined) {
				const why = 'runs do not have their trigger as a name';
				return found.length > 0 ? couldNotTell(why) : contradicted(`${why}, and a name finds none`);
			}
			if (found.length === 0) return contradicted("a run's own trigger finds no run");
			return found.every(({ trigger }) => trigger === name)
				? confirmed('it gives runs of that trigger and no others')
				: contradicted('it gives runs of other triggers, too');
		},
	},
	{
		id: '5b',
		statement: "A run's trigger is one of the known names.",
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			const others = runs.map(({ trigger }) => trigger).filter((one) => !isKnown(one));
			return others.length === 0
				? confirmed('all are known')
				: contradicted(`some are not: ${formsOf(others).join(', ') || 'there is none'}`);
		},
	},
	{
		id: '5c',
		statement: 'A run says which flow it is of.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			const flows = runs.map(
				({ flow_id, flow }) => idOf(flow_id) ?? idOf((flow as Row | null)?.id),
			);
			return flows.every((flow) => flow !== undefined)
				? confirmed('by flow_id or flow')
				: contradicted('runs have neither flow_id nor a flow with an id');
		},
	},
	{
		id: '6a',
		statement: 'started_at is when a run left the queue.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (runs.length === 0) return NO_RUNS;
			if (runs.some(({ started_at }) => !started_at)) {
				return contradicted('there are runs without a start, so they are listed before they start');
			}
			return runs.some((run) => queuedFor(run) > TOLERANCE_MS)
				? confirmed('it is later than created_at in some runs')
				: couldNotTell(
						'it is the same as created_at in all runs, so none of these may have waited',
					);
		},
	},
	{
		id: '6b',
		statement: 'A run is listed as soon as it has started.',
		check: ({ evidence, lastLook }) => {
			const runs = runsOf(evidence);
			if (runs.some((run) => queuedFor(run) < -TOLERANCE_MS)) {
				return contradicted('there are runs that were created later than they started');
			}
			const firstLookAt = evidence.newestRuns?.date;
			if (firstLookAt === undefined) return couldNotTell('answers have no Date');
			const came = rowsOf(lastLook).filter(({ id }) => !holds(evidence.newestRuns, idOf(id)));
			const late = came.some(
				({ started_at }) => (momentOf(started_at) ?? Infinity) < firstLookAt - TOLERANCE_MS,
			);
			return late
				? contradicted('a run was not listed when it had started, and was later')
				: couldNotTell('no run that had started was seen to come late');
		},
	},
	{
		id: '9',
		statement: 'filter[status]=1 gives the runs that go on.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			if (!isList(evidence.running)) return couldNotTell('the filter was not answered with a list');
			const found = rowsOf(evidence.running);
			if (found.some(({ finished_at }) => finished_at)) {
				return contradicted('it gives runs that have ended');
			}
			if (found.length > 0) return confirmed('it gives runs without an end, and no others');
			return runs.some(({ finished_at }) => !finished_at)
				? contradicted('it gives none, although there are runs without an end')
				: couldNotTell('no run goes on; those that have ended are left out');
		},
	},
	{
		id: '13',
		statement: 'A run that is not there is answered with 404.',
		check: ({ evidence }) => {
			const status = evidence.unknownRun?.status;
			if (status === undefined) return couldNotTell('it was not answered');
			return status === 404
				? confirmed('an ID that no run has gives 404')
				: contradicted(`an ID that no run has gives ${status}`);
		},
	},
];

function isKnown(trigger: unknown): boolean {
	return typeof trigger === 'string' && TRIGGERS.includes(trigger);
}

/** Milliseconds from the creation of a run to its start; 0 where they cannot be told. */
function queuedFor({ created_at, started_at }: Row): number {
	return (momentOf(started_at) ?? 0) - (momentOf(created_at) ?? momentOf(started_at) ?? 0);
}
