import { DateTime } from 'luxon';

/** When time counts for an alarm: on some weekdays, between two times of the day. */
export interface Schedule {
	/** 1 for Monday to 7 for Sunday. */
	weekdays: number[];
	/** Minutes after midnight. */
	from: number;
	/** Minutes after midnight; of the day after where that is not later than `from`. */
	to: number;
	/** A time zone by its IANA name. */
	zone: string;
}

/** Whoever has not succeeded for longer is overdue by any schedule. */
const MAX_DAYS = 366;

/**
 * When a length of time has passed since a moment, counting only time within a schedule.
 *
 * @param since in Unix milliseconds
 * @param schedule undefined where all time counts
 * @param until where to stop looking, in Unix milliseconds
 * @returns in Unix milliseconds; undefined when that is later than `until`
 */
export function timeUp(
	since: number,
	lengthMs: number,
	schedule: Schedule | undefined,
	until: number,
): number | undefined {
	if (!schedule) return since + lengthMs <= until ? since + lengthMs : undefined;
	let left = lengthMs;
	// The hours of the day before may go past midnight.
	let day = DateTime.fromMillis(since, { zone: schedule.zone }).startOf('day').minus({ days: 1 });
	for (let days = 0; days <= MAX_DAYS && day.toMillis() <= until; days++) {
		if (schedule.weekdays.includes(day.weekday)) {
			const opens = Math.max(since, timeOn(day, schedule.from));
			const closes = timeOn(schedule.to > schedule.from ? day : day.plus({ days: 1 }), schedule.to);
			const passed = Math.max(0, closes - opens);
			if (passed >= left) return opens + left <= until ? opens + left : undefined;
			left -= passed;
		}
		day = day.plus({ days: 1 });
	}
	return day.toMillis() <= until ? until : undefined;
}

/** A time by the clock on the wall, whether or not the clocks change on that day. */
function timeOn(day: DateTime, minutes: number): number {
	return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toMillis();
}
