import type { IPollFunctions } from 'n8n-workflow';

import { listOf } from '../api/facts/values';
import type { AlarmSettings } from './alarms/settings';
import { alarmSettingsOf } from './alarms/settings';
import type { EndEvent } from './polling/events';
import { END_EVENTS } from './polling/events';

/** What the user chose. */
export interface Settings {
	wantsStarts: boolean;
	wantedEnds: EndEvent[];
	flowIds: string[];
	virtualEnvironmentIds: string[];
	triggers: string[];
	/** Whether rows have to say in which virtual environment a run is. */
	withEnvironments: boolean;
	simplify: boolean;
	withLogs: boolean;
	withFailureSummary: boolean;
	/** Whether a failed run is given only once for each cause and day. */
	onlyNewCauses: boolean;
	alarms: AlarmSettings;
	/** The time zone of the workflow, in which days are counted. */
	zone: string;
	/** Hours before the first activation from which runs are given as well. */
	pastHours: number;
	/** Hours that are caught up after a break at most. */
	catchUpHours: number;
}

/** Patchworks keeps the logs of runs for 7 days. */
export const DEFAULT_CATCH_UP_HOURS = 7 * 24;

/**
 * Reads the parameters of the trigger.
 *
 * @throws NodeOperationError for a limit of an alarm that is not what it can be
 */
export function settingsOf(functions: IPollFunctions): Settings {
	const parameter = (name: string, fallback: unknown): unknown =>
		functions.getNodeParameter(name, fallback);
	const events = listOf(parameter('events', []));
	const virtualEnvironmentIds = listOf(parameter('filters.virtualEnvironmentIds', []));
	return {
		wantsStarts: events.includes('started'),
		wantedEnds: END_EVENTS.filter(
			(event) => events.includes('finished') || (events as string[]).includes(event),
		),
		flowIds: listOf(parameter('filters.flowIds', [])),
		virtualEnvironmentIds,
		triggers: listOf(parameter('filters.triggers', [])),
		withEnvironments: virtualEnvironmentIds.length > 0,
		simplify: parameter('simplify', true) === true,
		withLogs: parameter('options.includeLogs', false) === true,
		withFailureSummary: parameter('options.includeFailureSummary', false) === true,
		onlyNewCauses: parameter('options.onlyNewCauses', false) === true,
		alarms: alarmSettingsOf(functions, events),
		zone: functions.getTimezone(),
		pastHours: hoursOf(parameter('options.includePast', 0), 0),
		catchUpHours: hoursOf(
			parameter('options.catchUpLimit', DEFAULT_CATCH_UP_HOURS),
			DEFAULT_CATCH_UP_HOURS,
		),
	};
}

function hoursOf(value: unknown, fallback: number): number {
	const hours = Number(value);
	return Number.isFinite(hours) && hours >= 0 ? hours : fallback;
}
