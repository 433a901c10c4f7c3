import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import { assertId } from './ids';
import { isCutOff } from './text';

const PLACEHOLDER = /\{([\w.]+)\}/g;

/**
 * Puts the values of parameters into a path such as `/api/v1/flows/{flowId}`.
 *
 * n8n would send a value as it stands, so that `../users/1` left the resource. Values that some
 * server could take for more than one path segment are refused; all others are encoded.
 *
 * @param template a path; each `{name}` is the name of a parameter, top-level or under Options
 * @throws NodeOperationError naming the parameter and the item
 */
export function fillPath(context: IExecuteSingleFunctions, template: string): string {
	return template.replace(PLACEHOLDER, (_, name: string) => {
		const value = context.getNodeParameter(name, null, { extractValue: true });
		const id = String(value ?? '').trim();
		const label = labelOf(name);
		if (id === '') throw inputError(context, label, 'is empty');
		if (typeof value === 'object') throw inputError(context, label, 'is not an ID');
		const unsafe = unsafeSegment(id);
		if (unsafe) throw inputError(context, label, `is not an ID: ${unsafe}`);
		if (name.endsWith('Id')) assertId(context, label, id);
		return encodeURIComponent(id);
	});
}

/** A part of a path or query that a user gave, so that {@link fillPath} leaves its braces alone. */
export function literal(given: string): string {
	return given.replace(/[{}]/g, encodeURIComponent);
}

/**
 * Says why a value cannot be one segment of a path; undefined when it can.
 *
 * An encoded slash is refused too: some servers decode it before they route.
 */
export function unsafeSegment(value: string): string | undefined {
	if (/[/\\]/.test(value) || /%2f|%5c/i.test(value)) return 'it contains a slash';
	if (/^(%2e|\.){1,2}$/i.test(value)) return 'it is a relative path';
	if (hasControlCharacter(value)) return 'it contains a control character';
	if (isCutOff(value)) return 'it contains half a character';
	return undefined;
}

/** Whether a text has what an address must not hold; some of it would be left out without a word. */
export function hasControlCharacter(text: string): boolean {
	// eslint's no-control-regex forbids the range in a pattern.
	return [...text].some((character) => character < ' ' || character === '\x7f');
}

/** `flowRunId` is the parameter that the editor shows as "Flow Run". */
export function labelOf(parameterName: string): string {
	const words = parameterName
		.replace(/^options\./, '')
		.replace(/Id$/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
