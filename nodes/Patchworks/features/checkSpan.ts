import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { itemError } from '../../api/errors/itemErrors';
import { shown } from '../../api/facts/shown';
import { lacksZone, timeOf } from '../../api/facts/time';

/** Filters may round to seconds. */
const MARGIN_MS = 2_000;
/** As far as the clocks of two time zones differ at most. */
const ZONES_DIFFER_MS = 14 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** A field by which a list is filtered. */
interface TimeFilter {
	parameter: string;
	label: string;
	/** Whether rows are wanted from after the time, from before it, or from its day. */
	wants: 'after' | 'before' | 'on';
}

/**
 * Refuses rows from outside the span of time that was asked for: a filter that Patchworks does not
 * understand would give all there are. A time that cannot be read counts as right, and so does one that is
 * only outside by the clock of another time zone, where one of the two does not say its zone.
 *
 * @param property what of a row the span is about
 * @param thing what the rows are called
 */
export function checkSpan(
	property: string,
	thing: string,
	...filters: TimeFilter[]
): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		for (const { parameter, label, wants } of filters) {
			const given: unknown = this.getNodeParameter(parameter, '');
			const text = (given as Partial<Date> | null)?.toJSON?.() ?? given;
			const limit = timeOf(text);
			if (limit === undefined) continue;
			const outside = items.find(({ json }) =>
				isOutside(json[property], wants, limit, lacksZone(text)),
			);
			if (!outside) continue;
			const itemIndex = this.getItemIndex();
			throw itemError(
				{ functions: this, itemIndex },
				`Patchworks gave ${thing} ${String(outside.json.id)} with ${property} ${shown(outside.json[property])}, although '${label}' is ${shown(text)} [item ${itemIndex}]`,
				`Patchworks does not apply this filter as it is sent. Remove '${label}', and filter with a Filter node.`,
			);
		}
		return items;
	};
}

/**
 * Whether a time of a row is surely outside of what is wanted.
 *
 * @param limit in Unix milliseconds
 * @param isVague whether it is not known by which clock the limit is meant
 */
export function isOutside(
	value: unknown,
	wants: TimeFilter['wants'],
	limit: number,
	isVague = false,
): boolean {
	const away = beyond(wants, (timeOf(value) ?? limit) - limit);
	return away > (isVague || lacksZone(value) ? ZONES_DIFFER_MS : MARGIN_MS);
}

/**
 * By how many milliseconds a time is surely outside of what is wanted; negative within it.
 *
 * @param later by how many milliseconds it is later than the limit
 */
function beyond(wants: TimeFilter['wants'], later: number): number {
	if (wants === 'after') return -later;
	if (wants === 'before') return later;
	// Nobody says in which time zone Patchworks takes a day.
	return Math.abs(later) - DAY_MS - ZONES_DIFFER_MS;
}
