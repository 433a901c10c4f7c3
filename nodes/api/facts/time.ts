import { DateTime } from 'luxon';

/** Below it a number is seconds: as milliseconds it would be before 1974. */
const LEAST_MILLISECONDS = 1e11;
/** The last moment of a Date. */
const MOST_MILLISECONDS = 8.64e15;

/**
 * A time of the API in Unix milliseconds: ISO 8601, the form of SQL, or Unix seconds or milliseconds.
 * One without a time zone is taken as UTC.
 *
 * @returns undefined when it is none
 */
export function timeOf(value: unknown): number | undefined {
	if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,}$/.test(value))) {
		return ofNumber(Number(value));
	}
	if (typeof value !== 'string') return undefined;
	const zone = { zone: 'utc' };
	const iso = DateTime.fromISO(value, zone);
	const time = iso.isValid ? iso : DateTime.fromSQL(value, zone);
	return time.isValid ? time.toMillis() : undefined;
}

function ofNumber(number: number): number | undefined {
	if (!Number.isFinite(number) || number <= 0) return undefined;
	const time = Math.round(number < LEAST_MILLISECONDS ? number * 1_000 : number);
	return time <= MOST_MILLISECONDS ? time : undefined;
}

/** Whether a value stands for a time, readable or not: a run that goes on has none as its end. */
export function isTime(value: unknown): boolean {
	return Boolean(value) && value !== '0';
}

/** Whether a time does not say its zone, so that it may be off by hours. */
export function lacksZone(value: unknown): boolean {
	return (
		typeof value === 'string' &&
		!/(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(value.trim()) &&
		!/^\d+$/.test(value)
	);
}
