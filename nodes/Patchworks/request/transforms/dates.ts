import { DateTime } from 'luxon';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import { isEmpty } from '../empty';
import type { Part, RequestTransform } from './transform';
import { converted } from './transform';

/**
 * Sends a date of a query parameter as Unix milliseconds, which is what flow-run filters take.
 *
 * A date without a time zone is meant in the workflow's. A number is Unix milliseconds.
 *
 * @param query the name of the query parameter
 * @param label the display name of the field
 */
export function dateAsMilliseconds(query: string, label: string): RequestTransform {
	return converted('qs', query, (value, context) =>
		isEmpty(value) ? undefined : dateOf(value, label, context).toMillis(),
	);
}

/**
 * Sends the day that a date is on in the workflow's time zone as {@link dateAsMilliseconds} does a time: as
 * its noon in UTC, which is on that day wherever Patchworks counts from midnight.
 */
export function dayAsMilliseconds(query: string, label: string): RequestTransform {
	return converted('qs', query, (value, context) => {
		if (isEmpty(value)) return undefined;
		const { year, month, day } = dateOf(value, label, context);
		return DateTime.utc(year, month, day, 12).toMillis();
	});
}

/**
 * Sends a date as ISO 8601 in UTC, and an empty one as `null`.
 *
 * A date without a time zone is meant in the workflow's.
 *
 * @param label the display name of the field
 */
export function dateAsIso(part: Part, property: string, label: string): RequestTransform {
	return converted(part, property, (value, context) =>
		isEmpty(value) ? null : dateOf(value, label, context).toUTC().toISO(),
	);
}

/**
 * Refuses a span of time that ends before it begins, in which there is nothing. To come after the
 * steps that convert the times.
 *
 * @param after the query parameter and the display name of where it begins
 * @param before the same of where it ends
 */
export function aSpan(
	after: { query: string; label: string },
	before: { query: string; label: string },
): RequestTransform {
	return (context, { qs = {} }) => {
		const [from, to] = [qs[after.query], qs[before.query]].map(momentOf);
		if (from === undefined || to === undefined || from <= to) return;
		throw inputError(context, after.label, `is later than '${before.label}'`);
	};
}

/** Unix milliseconds of a time as it is sent: such, or ISO 8601. */
function momentOf(time: unknown): number | undefined {
	if (isEmpty(time)) return undefined;
	return typeof time === 'number' ? time : DateTime.fromISO(String(time)).toMillis();
}

/** @throws NodeOperationError naming the field when the value is not a date */
function dateOf(value: unknown, label: string, context: IExecuteSingleFunctions): DateTime {
	const zone = { zone: context.getTimezone() };
	const text = value instanceof Date || DateTime.isDateTime(value) ? value.toJSON() : String(value);
	const date = /^\d{12,}$/.test(text!)
		? DateTime.fromMillis(Number(text), zone)
		: DateTime.fromISO(text!, zone);
	if (!date.isValid) {
		throw inputError(
			context,
			label,
			'is not a date',
			'Give it in ISO 8601, such as 2026-01-31T18:00.',
		);
	}
	return date;
}
