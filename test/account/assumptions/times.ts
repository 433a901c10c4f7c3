import type { RawAnswer } from '../requests/answers';
import { idOf, isDressed, rawRowsOf, rowsOf } from '../requests/answers';
import { holds, isList, runsOf, startToAskFor } from '../findings/evidence';
import { formsOf, lacksZone, momentOf } from '../findings/forms';
import type { Assumption } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

const DAY = 24 * 3_600_000;

/** What times are and which a filter means. */
export const OF_TIMES: Assumption[] = [
	{
		id: '7a',
		statement: 'Times are text.',
		check: ({ evidence }) => {
			const times = runsOf(evidence).flatMap(({ started_at, finished_at, created_at }) =>
				[started_at, finished_at, created_at].filter((time) => time !== null),
			);
			const forms = formsOf(times);
			if (forms.length === 0) return couldNotTell('there are no times to look at');
			const why = `found: ${forms.join(', or ')}`;
			return forms.every((form) => form.startsWith('time with'))
				? confirmed(why)
				: contradicted(why);
		},
	},
	{
		id: '10',
		statement: 'filter[started_on] at midnight UTC means that day.',
		check: ({ evidence }) => {
			const start = startToAskFor(evidence);
			const [midnight, noon] = [evidence.onMidnight, evidence.onNoon].map((answer) =>
				daysFrom(start, answer),
			);
			if (midnight === undefined) return couldNotTell('there was no start to ask for');
			const atNoon = noon === 0 ? '; at noon UTC it does' : '';
			if (midnight === 0) return confirmed('it gives runs of that day');
			return contradicted(
				(midnight === 'none' ? 'it gives no runs' : 'it gives runs of another day') + atNoon,
			);
		},
	},
	{
		id: '11',
		statement: 'filter[created_after] of tracked data takes a date in ISO form.',
		check: ({ evidence }) => {
			if (rowsOf(evidence.trackedData).length === 0) return couldNotTell('nothing is tracked');
			const { status } = evidence.trackedLater ?? {};
			if (!isList(evidence.trackedLater)) {
				return status === 400 || status === 422
					? contradicted(`such a date is refused with ${status}`)
					: couldNotTell('the filter was not answered with a list');
			}
			return rowsOf(evidence.trackedLater).length === 0
				? confirmed('a date in the future gives nothing')
				: contradicted('a date in the future gives rows, so it is ignored');
		},
	},
	{
		id: '14',
		statement: 'A time without a zone is UTC.',
		check: ({ evidence }) => {
			const [newest] = runsOf(evidence);
			const start = newest?.started_at;
			if (momentOf(start) === undefined) return couldNotTell('there is no start to look at');
			if (!lacksZone(start))
				return confirmed('times say of which zone they are, or count from UTC');
			const { afterJustBefore, afterJustAfter } = evidence;
			if (!isList(afterJustBefore) || !isList(afterJustAfter)) {
				return couldNotTell('filter[started_after] was not answered with a list');
			}
			if (!holds(afterJustBefore, idOf(newest.id))) {
				return contradicted("times are ahead of UTC, by the API's own filter[started_after]");
			}
			return holds(afterJustAfter, idOf(newest.id))
				? contradicted("times are behind UTC, by the API's own filter[started_after]")
				: confirmed('filter[started_after] takes them so');
		},
	},
	{
		id: '14b',
		statement: 'filter[started_after] leaves out runs that started before.',
		check: ({ evidence }) => {
			const [newest] = runsOf(evidence);
			const { afterJustAfter } = evidence;
			if (!newest || !isList(afterJustAfter)) {
				return couldNotTell('filter[started_after] was not answered with a list');
			}
			if (lacksZone(newest.started_at)) return couldNotTell('times do not say their zone');
			return holds(afterJustAfter, idOf(newest.id))
				? contradicted('it lists a run that started before, so it is ignored')
				: confirmed('a run that started before is not listed');
		},
	},
];

/** What objects of the API are like. */
export const OF_OBJECTS: Assumption[] = [
	{
		id: '7b',
		statement: 'An object in the form of JSON:API has type and attributes.',
		check: ({ evidence }) => {
			const dressed = (rawRowsOf(evidence.newestRuns) ?? []).filter(isDressed);
			if (dressed.length === 0) return couldNotTell('none has that form');
			return dressed.every((row) => typeof (row as { type?: unknown }).type === 'string')
				? confirmed('runs have both')
				: contradicted('runs have attributes but no type');
		},
	},
	{
		id: '7c',
		statement: 'Objects are flat, as the reference shows them.',
		check: ({ evidence }) => {
			const rows = rawRowsOf(evidence.newestRuns) ?? [];
			if (rows.length === 0) return couldNotTell('there are no flow runs to look at');
			return rows.some(isDressed)
				? contradicted('runs have their properties under attributes')
				: confirmed('runs are');
		},
	},
	{
		id: '7d',
		statement: 'The flow and the virtual environment of a run can be included.',
		check: ({ evidence: { refusedRelations } }) =>
			refusedRelations
				? contradicted(`they are refused with ${refusedRelations.status}`)
				: confirmed('they are not refused'),
	},
	{
		id: '18',
		statement: 'has_warnings of a run and dropped of a payload are true or false.',
		check: ({ evidence }) => {
			const flags = [
				...runsOf(evidence).map(({ has_warnings }) => has_warnings),
				...rowsOf(evidence.payloads).map(({ dropped }) => dropped),
			].filter((flag) => flag !== null);
			const forms = formsOf(flags);
			if (forms.length === 0) return couldNotTell('neither was found');
			const why = `found: ${forms.join(', or ')}`;
			return forms.join() === 'boolean' ? confirmed(why) : contradicted(why);
		},
	},
	{
		id: '19',
		statement: 'An ID has a digit and no white space.',
		check: ({ evidence }) => {
			const runs = runsOf(evidence);
			const ids = [...runs.map(({ id }) => id), ...runs.map(({ flow_id }) => flow_id)];
			const known = ids.filter((id) => idOf(id) !== undefined);
			if (known.length === 0) return couldNotTell('there are no IDs to look at');
			const [ofRuns, ofFlows] = [runs.map(({ id }) => id), runs.map(({ flow_id }) => flow_id)].map(
				(some) => formsOf(some).join(', or ') || 'nothing',
			);
			const why = `IDs of runs are ${ofRuns}; those of flows are ${ofFlows}`;
			return known.every((id) => /^(?=\D*\d)\S+$/.test(String(id)))
				? confirmed(why)
				: contradicted(why);
		},
	},
];

/** How many days from a start the newest run of an answer is, in UTC; `none` where it has no run. */
function daysFrom(
	start: number | undefined,
	answer: RawAnswer | undefined,
): number | 'none' | undefined {
	if (start === undefined || !isList(answer)) return undefined;
	const found = momentOf(rowsOf(answer)[0]?.started_at);
	if (found === undefined) return 'none';
	return Math.floor(found / DAY) - Math.floor(start / DAY);
}
