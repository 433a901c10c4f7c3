import type { IDataObject } from 'n8n-workflow';

import { known } from '../../api/facts/values';
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
	const kept = known(state);
	if (Object.keys(kept).length > 0) staticData.alarms = kept as IDataObject;
	else delete staticData.alarms;
}
