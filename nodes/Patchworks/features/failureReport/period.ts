import { DateTime } from 'luxon';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import type { RequestTransform } from '../../request/transforms/transform';

export const FROM = 'filter[started_after]';
export const TO = 'filter[started_before]';

const EVENING_HOUR = 18;
const MORNING_HOUR = 8;
const HOUR_MS = 3_600_000;

/** A period in Unix milliseconds. */
export interface Period {
	from: number;
	to: number;
}

/** Sets the period of a list of runs where the user did not give its beginning and end. */
export const periodOfReport: RequestTransform = (context, { qs = {} }) => {
	switch (context.getNodeParameter('period')) {
		case 'lastHours':
			qs[FROM] = Date.now() - hoursOf(context) * HOUR_MS;
			return;
		case 'lastNight':
			Object.assign(qs, lastNight(context));
	}
};

/** The period that a list of runs is of; until now where it has no end. */
export function periodOf(qs: IDataObject): Period {
	return { from: Number(qs[FROM]), to: Number(qs[TO] ?? Date.now()) };
}

function hoursOf(context: IExecuteSingleFunctions): number {
	const hours = Number(context.getNodeParameter('hours'));
	if (Number.isFinite(hours) && hours > 0) return hours;
	throw inputError(context, 'Hours', 'has to be a number above 0');
}

/** The night that ended this morning, or that goes on, in the workflow's time zone. */
function lastNight(context: IExecuteSingleFunctions): IDataObject {
	const today = DateTime.now().setZone(context.getTimezone()).startOf('day');
	const from = today.minus({ days: 1 }).set({ hour: EVENING_HOUR });
	return { [FROM]: from.toMillis(), [TO]: today.set({ hour: MORNING_HOUR }).toMillis() };
}
