import fc from 'fast-check';
import { DateTime } from 'luxon';

import type { Schedule } from '../../../nodes/PatchworksTrigger/alarms/schedule';
import { timeUp } from '../../../nodes/PatchworksTrigger/alarms/schedule';
import { HOUR, MINUTE } from './simulation/setting';

const OFFICE: Schedule = {
	weekdays: [1, 2, 3, 4, 5],
	from: 8 * 60,
	to: 18 * 60,
	zone: 'Europe/London',
};

/** A time in London in Unix milliseconds. */
const london = (text: string) => DateTime.fromISO(text, { zone: 'Europe/London' }).toMillis();

it.each([
	['within a day', '2030-01-15T09:00', 60, '2030-01-15T10:00'],
	['over a night', '2030-01-15T17:30', 60, '2030-01-16T08:30'],
	['over a weekend', '2030-01-18T17:59', 2, '2030-01-21T08:01'],
	['from a Sunday on', '2030-01-20T03:00', 60, '2030-01-21T09:00'],
	['over the end of summer time', '2030-10-25T17:00', 120, '2030-10-28T09:00'],
])('counts the time of a schedule: %s', (_case, since, minutes, end) => {
	expect(timeUp(london(since), minutes * MINUTE, OFFICE, london('2031-01-01'))).toBe(london(end));
});

it('knows nights that begin on one day and end on the next', () => {
	const nights = { ...OFFICE, weekdays: [5], from: 22 * 60, to: 6 * 60 };

	expect(timeUp(london('2030-01-18T23:00'), 8 * HOUR, nights, london('2030-02-15'))).toBe(
		london('2030-01-25T23:00'),
	);
});

it('gives nothing where the time is not up yet', () => {
	const since = london('2030-01-18T17:59');

	expect(timeUp(since, 2 * MINUTE, OFFICE, london('2030-01-21T08:00'))).toBeUndefined();
	expect(timeUp(since, 2 * MINUTE, undefined, since + MINUTE)).toBeUndefined();
	expect(timeUp(since, 2 * MINUTE, undefined, since + HOUR)).toBe(since + 2 * MINUTE);
});

const minutesOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 });

it('is what one gets by counting each minute', () => {
	fc.assert(
		fc.property(
			fc.record({
				weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
				from: minutesOfDay,
				to: minutesOfDay,
				zone: fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata'),
			}),
			// Weeks in which the clocks change are among them.
			fc.integer({ min: 0, max: 365 * 24 * 60 }),
			fc.integer({ min: 1, max: 3_000 }),
			(schedule, start, minutes) => {
				const since = Date.UTC(2030, 0, 1) + start * MINUTE;
				const until = since + 7 * 24 * HOUR;
				expect(timeUp(since, minutes * MINUTE, schedule, until)).toBe(
					countedOut(since, minutes, schedule, until),
				);
			},
		),
		{ numRuns: 30 },
	);
});

function countedOut(since: number, minutes: number, schedule: Schedule, until: number) {
	let left = minutes;
	for (let time = since; time < until; time += MINUTE) {
		if (isWithin(time, schedule)) left--;
		if (left === 0) return time + MINUTE;
	}
	return undefined;
}

function isWithin(time: number, { weekdays, from, to, zone }: Schedule): boolean {
	const { hour, minute, weekday } = DateTime.fromMillis(time, { zone });
	const now = hour * 60 + minute;
	const before = weekday === 1 ? 7 : weekday - 1;
	if (to > from) return weekdays.includes(weekday) && from <= now && now < to;
	return (weekdays.includes(weekday) && now >= from) || (weekdays.includes(before) && now < to);
}
