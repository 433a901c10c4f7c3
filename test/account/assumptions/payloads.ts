import type { Row } from '../requests/answers';
import { idOf, rowsOf } from '../requests/answers';
import { isList, payloadSizeOf, runWithPayload } from '../findings/evidence';
import { momentOf } from '../findings/forms';
import type { Assumption } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

const PAYLOADS_KEPT_MS = 72 * 3_600_000;

/** What a run's payloads say. */
export const OF_PAYLOADS: Assumption[] = [
	{
		id: '2',
		statement: 'A run without payloads was started without data.',
		check: ({ evidence }) => {
			const run = runWithPayload(evidence);
			if (!run || !isList(evidence.payloads)) return couldNotTell('no payloads could be listed');
			const size = payloadSizeOf(
				rowsOf(evidence.payloadSizes).find(({ id }) => idOf(id) === idOf(run.id)),
			);
			const isListed = rowsOf(evidence.payloads).length > 0;
			if (isListed) return confirmed('a run with data has its payloads listed');
			if (!size) return couldNotTell('no run was found that says that it had data');
			const age = (evidence.newestRuns?.date ?? Date.now()) - (momentOf(run.started_at) ?? 0);
			return age > PAYLOADS_KEPT_MS
				? couldNotTell('the newest run that had data is older than payloads are kept')
				: contradicted('a run with a payloadSize above 0 has no payloads listed');
		},
	},
	{
		id: '3a',
		statement: "A run's payloads have one of a shape without a parent.",
		check: ({ evidence }) => {
			const payloads = rowsOf(evidence.payloads);
			if (payloads.length === 0) return couldNotTell('no payloads were found');
			const first = rowsOf(evidence.steps).filter(({ parent_id }) => !parent_id);
			if (first.length === 0) return couldNotTell('no shape without a parent was found');
			const ids = first.map(({ id }) => idOf(id));
			return payloads.some(({ flow_step_id }) => ids.includes(idOf(flow_step_id)))
				? confirmed('there is one')
				: contradicted('the first payloads of a run have none of a shape without a parent');
		},
	},
	{
		id: '3b',
		statement: 'Payloads are listed with the oldest first, so that the first shape is not cut off.',
		check: ({ evidence }) => {
			const order = orderOf(rowsOf(evidence.payloads));
			if (order === undefined) return couldNotTell('their order could not be told');
			return order > 0 ? confirmed('the oldest is first') : contradicted('the newest is first');
		},
	},
];

/** Above 0 where the oldest is first, below where the newest is; by their times, else by their IDs. */
function orderOf(rows: Row[]): number | undefined {
	const [first, last] = [rows[0], rows.at(-1)];
	if (!first || !last) return undefined;
	const byTime = (momentOf(last.created_at) ?? 0) - (momentOf(first.created_at) ?? 0);
	return byTime || Number(last.id) - Number(first.id) || undefined;
}
