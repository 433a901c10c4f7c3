import { IANAZone } from 'luxon';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { listOf } from '../../api/facts/values';
import type { AlarmName } from './alarm';
import { ALARMS, MINUTE_MS } from './alarm';
import type { FailureRateSettings } from './failureRate';
import type { OverdueSettings } from './overdue';
import type { QueueBacklogSettings } from './queueBacklog';
import type { RunningTooLongSettings } from './runningTooLong';
import type { Schedule } from './schedule';

/** The alarms that the user chose, each with its limits. */
export interface AlarmSettings {
	failureRate?: FailureRateSettings;
	overdue?: OverdueSettings;
	queueBacklog?: QueueBacklogSettings;
	runningTooLong?: RunningTooLongSettings;
}

/** How many last runs are remembered of a flow at most. */
export const MAX_RATED_RUNS = 100;

/**
 * Reads the parameters of the alarms that were chosen.
 *
 * @param events what Trigger On holds
 * @throws NodeOperationError naming the field that is not what it can be
 */
export function alarmSettingsOf(functions: IPollFunctions, events: string[]): AlarmSettings {
	const read = new Reader(functions);
	const readers: { [Name in AlarmName]: () => AlarmSettings[Name] } = {
		failureRate: () => ({
			percent: read.number('failureRatePercent', 'Failure Rate Above (%)', 20, 0, 100),
			runs: Math.round(
				read.number('failureRateRuns', 'Failure Rate Of Last (Runs)', 20, 1, MAX_RATED_RUNS),
			),
		}),
		overdue: () => ({
			limitMs: MINUTE_MS * read.number('overdueMinutes', 'No Success Within (Minutes)', 60, 1),
			schedule: scheduleOf(read, functions.getTimezone()),
		}),
		queueBacklog: () => queueBacklogOf(read),
		runningTooLong: () =>
			read.value('runningTooLongBy', 'minutes') === 'usual'
				? { factor: read.number('runningTooLongFactor', 'Times as Long as Usual', 3, 1) }
				: {
						limitMs:
							MINUTE_MS *
							read.number('runningTooLongMinutes', 'Running Longer Than (Minutes)', 60, 1),
					},
	};
	const chosen = ALARMS.filter((name) => events.includes(name));
	return Object.fromEntries(chosen.map((name) => [name, readers[name]()]));
}

class Reader {
	constructor(private readonly functions: IPollFunctions) {}

	value(name: string, fallback: unknown): unknown {
		return this.functions.getNodeParameter(name, fallback);
	}

	number(name: string, label: string, fallback: number, least: number, most = Infinity): number {
		const value = this.value(name, fallback);
		const number = value === '' || value === null ? NaN : Number(value);
		if (number >= least && number <= most) return number;
		const range = Number.isFinite(most) ? `between ${least} and ${most}` : `at least ${least}`;
		throw this.error(`'${label}' has to be a number, ${range}`);
	}

	error(message: string): NodeOperationError {
		return new NodeOperationError(this.functions.getNode(), message);
	}
}

/** A limit of 0 does not count. */
function queueBacklogOf(read: Reader): QueueBacklogSettings {
	const runs = read.number('queueBacklogRuns', 'More Queued Than (Runs)', 100, 0);
	const minutes = read.number('queueBacklogMinutes', 'Oldest Waits Longer Than (Minutes)', 30, 0);
	if (runs === 0 && minutes === 0) {
		throw read.error(
			"Queue Backlog needs a limit: set 'More Queued Than (Runs)' or 'Oldest Waits Longer Than (Minutes)' to more than 0",
		);
	}
	return { runs: runs || Infinity, waitMs: minutes * MINUTE_MS || Infinity };
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function scheduleOf(read: Reader, workflowZone: string): Schedule | undefined {
	const watched = (read.value('overdueSchedule', {}) ?? {}) as IDataObject;
	if (Object.keys(watched).length === 0) return undefined;
	const weekdays = listOf(watched.weekdays).map(Number);
	if (!weekdays.every((day) => EVERY_DAY.includes(day))) {
		throw read.error("'Weekdays' has to be numbers from 1 for Monday to 7 for Sunday");
	}
	const zone = String(watched.timeZone ?? '').trim() || workflowZone;
	if (!IANAZone.isValidZone(zone)) {
		throw read.error(`'Time Zone' "${zone}" is not known. Enter it like Europe/London`);
	}
	return {
		weekdays: weekdays.length > 0 ? weekdays : EVERY_DAY,
		from: timeOfDay(read, 'From', watched.from),
		to: timeOfDay(read, 'To', watched.to),
		zone,
	};
}

/** @returns minutes after midnight */
function timeOfDay(read: Reader, label: string, value: unknown): number {
	const text = String(value ?? '').trim() || '00:00';
	const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
	const isTime =
		hours !== undefined && Number(minutes) < 60 && Number(hours) * 60 + Number(minutes) <= 24 * 60;
	if (!isTime)
		throw read.error(`'${label}' "${text}" is not a time of the day. Enter it like 08:30`);
	return (Number(hours) * 60 + Number(minutes)) % (24 * 60);
}
