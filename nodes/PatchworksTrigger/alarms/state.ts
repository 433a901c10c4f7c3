import isUndefined from 'lodash/isUndefined';
import omitBy from 'lodash/omitBy';
import type { IDataObject } from 'n8n-workflow';

import type { FailureRateState } from './failureRate';
import type { NewCausesState } from './newCauses';
import type { OverdueState } from './overdue';
import type { QueueBacklogState } from './queueBacklog';
import type { RunningTooLongState } from './runningTooLong';

/**
 * What the alarms remember from poll to poll. An alarm that is not chosen has none, so that it begins
 * anew when it is chosen again.
 */
export interface AlarmState {
	failureRate?: FailureRateState;
	overdue?: OverdueState;
	queueBacklog?: QueueBacklogState;
	runningTooLong?: RunningTooLongState;
	newCauses?: NewCausesState;
	/** How many polls in a row could not read everything. */
	unsettledPolls?: number;
}

/** What n8n kept of the last poll. */
export function readAlarmState(staticData: IDataObject): AlarmState {
	return (staticData.alarms ?? {}) as AlarmState;
}

/** Hands the state to n8n to keep, if there is any. */
export function writeAlarmState(staticData: IDataObject, state: AlarmState): void {
	const known = omitBy(state, isUndefined);
	if (Object.keys(known).length > 0) staticData.alarms = known as IDataObject;
	else delete staticData.alarms;
}
