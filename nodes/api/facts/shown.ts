import { beginningOf } from '../beginningOf';

const MAX_LENGTH = 80;

/** A value of an answer as an error or a log shows it: JSON, cut after 80 characters. */
export function shown(value: unknown): string {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > MAX_LENGTH ? `${beginningOf(text, MAX_LENGTH)}…` : text;
}
