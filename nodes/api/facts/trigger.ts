import type { IDataObject } from 'n8n-workflow';

import { objectAt } from './values';

/** What can start a run, as the reference lists it for `filter[trigger]`. */
export const TRIGGERS = [
	'API',
	'Callback',
	'Event',
	'Manual',
	'Retry',
	'Router',
	'Schedule',
	'Shape',
	'Webhook',
];

const IN_LOWER_CASE = TRIGGERS.map((name) => name.toLowerCase());

/** What started a run, in lower case; undefined when that is none of {@link TRIGGERS}. */
export function triggerOf({ trigger }: IDataObject): string | undefined {
	const { name, value, label } = objectAt(trigger);
	return [trigger, name, value, label]
		.map((one) => String(one ?? '').toLowerCase())
		.find((one) => IN_LOWER_CASE.includes(one));
}
