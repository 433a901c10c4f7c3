import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';
import { isExpression, isResourceLocatorValue } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';

/** Whether a field takes the ID of a thing: picked from a list, or typed. */
export function takesId({ type, displayName }: INodeProperties): boolean {
	return type === 'resourceLocator' || (type === 'string' && /\bID$/.test(displayName));
}

/**
 * Reads the ID of an option that a user may leave out.
 *
 * @param label the display name of the field
 * @returns undefined when it was not added
 * @throws NodeOperationError for what cannot be an ID
 */
export function readOptionalId(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
): string | undefined {
	const given: unknown = context.getNodeParameter(parameterName, '', { extractValue: true });
	const id = String(given ?? '').trim();
	if (id === '') return undefined;
	assertId(context, label, id);
	return id;
}

/**
 * Reads the ID of a field that a user may leave empty, but whose expression may not: it would start a
 * flow in another environment.
 *
 * @param label the display name of the field
 * @returns undefined when it is empty
 * @throws NodeOperationError for what cannot be an ID, and for an expression that gives nothing
 */
export function readFieldId(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
): string | undefined {
	const id = readOptionalId(context, parameterName, label);
	const field: unknown = context.getNode().parameters[parameterName];
	const typed: unknown = isResourceLocatorValue(field) ? field.value : field;
	if (id !== undefined || !isExpression(typed)) return id;
	throw inputError(
		context,
		label,
		'is empty',
		'Its expression gives nothing. Correct the expression, or clear the field to use none.',
	);
}

/** Whether a text has the form of Patchworks' IDs: a number, a ULID or a UUID. */
export function isId(text: string): boolean {
	return /^(\d+|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text);
}

/**
 * Refuses what cannot be the ID of anything, such as a name: the API would answer with an empty list,
 * or with words of its own.
 *
 * The IDs of Patchworks are numbers, ULIDs and UUIDs. Each has a digit, and none has white space.
 *
 * @param label the display name of the field
 * @throws NodeOperationError that says how to get the ID
 */
export function assertId(context: IExecuteSingleFunctions, label: string, id: string): void {
	if (/\d/.test(id) && !/\s/.test(id)) return;
	throw inputError(
		context,
		label,
		`is not an ID: "${id.slice(0, 100)}"`,
		'An ID has a digit and no spaces. To choose by name, pick from the list of the field where it has one; an expression needs the ID, which Get Many gives.',
	);
}
