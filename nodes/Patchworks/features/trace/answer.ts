import { DateTime } from 'luxon';

import type { Outcome } from './outcome';

/** What a sentence on a value needs to know. */
export interface Told {
	value: string;
	status: Outcome;
	flow?: string;
	shape?: string;
	system?: string;
	/** Unix milliseconds. */
	at?: number;
	/** Why it stopped. */
	reason?: string;
	/** The run that could be replayed. */
	flowRunIdToReplay?: string;
	/** The run that already repeats the one that failed. */
	retriedAs?: string;
}

/**
 * Says in a sentence or two, for a person at a service desk, where a value is.
 *
 * @param zone the time zone of the times in it
 */
export function answerOf(told: Told, zone: string): string {
	const { value, status, flow = 'A flow', shape, system, at } = told;
	const on = at === undefined ? '' : ` on ${timeText(at, zone)}`;
	switch (status) {
		case 'arrived':
			return `${value} arrived: ${flow} sent it${system ? ` to ${system}` : ''}${on}.`;
		case 'inProgress':
			return `${value} is on its way: ${flow} has been working on it since${on.replace(' on', '')}.`;
		case 'received':
			return `${value} was seen last by ${flow}${shape ? ` in ${shape}` : ''}${on}, without an error. Nothing tells whether it was sent on.`;
		case 'failed':
			return `${value} has not arrived: ${flow} stopped${shape ? ` in ${shape}` : ''}${on}${reasonText(told)} ${whatToDo(told)}`.trim();
		default:
			return `Nothing is known of ${value}. Patchworks keeps tracked data for 15 days after it was last seen, and only of flows with a Track Data shape.`;
	}
}

function reasonText({ reason, shape }: Told): string {
	if (!reason) return '.';
	const text = shape && reason.startsWith(`${shape}: `) ? reason.slice(shape.length + 2) : reason;
	return `: ${text.trim().replace(/[.\s]+$/, '')}.`;
}

function whatToDo({ flowRunIdToReplay, retriedAs }: Told): string {
	if (retriedAs) return `It was retried as flow run ${retriedAs}.`;
	return flowRunIdToReplay ? `Flow run ${flowRunIdToReplay} can be replayed.` : '';
}

function timeText(at: number, zone: string): string {
	const time = DateTime.fromMillis(at, { zone }).setLocale('en');
	return `${time.toFormat('d LLL yyyy')} at ${time.toFormat('HH:mm')} (${zone})`;
}
