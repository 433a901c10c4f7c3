import isPlainObject from 'lodash/isPlainObject';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import { toJson, withNumbersAsText } from '../../api/json';
import { isCutOff } from './text';

/**
 * Reads a parameter of type JSON, which is text, or any value when it comes from an expression.
 *
 * @returns the text as it was given, or the JSON of the value; undefined when the parameter is empty
 * @throws NodeOperationError naming the field when the text is not JSON, or the value has no JSON
 */
export function readJson(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
	hint?: string,
): string | undefined {
	const value = readGiven(context, parameterName, label);
	if (typeof value === 'string') return checkedJson(context, value, label, hint);
	return toJson(value, (problem) => inputError(context, label, problem));
}

/**
 * Reads a parameter that is text, to be sent as it stands.
 *
 * @returns undefined when the parameter is empty
 * @throws NodeOperationError naming the field when it is anything else
 */
export function readText(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
	hint: string,
): string | undefined {
	const value = readGiven(context, parameterName, label);
	if (typeof value === 'object') throw inputError(context, label, 'is not text', hint);
	const text = String(value);
	if (isCutOff(text)) throw inputError(context, label, ...CUT_OFF);
	return text === '' ? undefined : text;
}

const CUT_OFF = [
	'has half a character, such as an emoji cut in two',
	'No bytes stand for it. Cut the text elsewhere.',
] as const;

function readGiven(context: IExecuteSingleFunctions, parameterName: string, label: string) {
	return given(context, context.getNodeParameter(parameterName, ''), label);
}

/** @throws NodeOperationError when there is no value, since an empty field is one */
export function given(context: IExecuteSingleFunctions, value: unknown, label: string): unknown {
	if (value !== undefined) return value;
	throw inputError(
		context,
		label,
		'comes from an expression that gives nothing',
		'Leave the field empty to send nothing, or correct the expression.',
	);
}

/** The text itself, if it is JSON; undefined when it is empty. */
export function checkedJson(
	context: IExecuteSingleFunctions,
	text: string,
	label: string,
	hint?: string,
): string | undefined {
	if (text.trim() === '') return undefined;
	try {
		JSON.parse(text);
	} catch (error) {
		throw inputError(
			context,
			label,
			`is not valid JSON: ${(error as Error).message.replace(/\.$/, '')}`,
			hint,
		);
	}
	if (isCutOff(text)) throw inputError(context, label, ...CUT_OFF);
	return text;
}

/**
 * Reads a parameter of type JSON that has to be an object.
 *
 * @returns the object, and its JSON as {@link readJson} gives it; undefined when the parameter is empty
 * @throws NodeOperationError naming the field when it is anything else
 */
export function readJsonObject(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
): { object: IDataObject; text: string } | undefined {
	return objectIn(context, readJson(context, parameterName, label), label);
}

/** @throws NodeOperationError for JSON that is not an object */
export function objectIn(
	context: IExecuteSingleFunctions,
	text: string | undefined,
	label: string,
): { object: IDataObject; text: string } | undefined {
	if (text === undefined) return undefined;
	const object: unknown = JSON.parse(text);
	if (!isPlainObject(object)) {
		throw inputError(context, label, 'is not a JSON object, such as {"name": "value"}');
	}
	return { object: object as IDataObject, text };
}

/**
 * Reads a parameter of type JSON that holds query parameters. Numbers are given as text, since they
 * leave as such, and a double does not hold each of them.
 */
export function readQuery(context: IExecuteSingleFunctions, parameterName: string): IDataObject {
	const { text = '{}' } = readJsonObject(context, parameterName, 'Query Parameters') ?? {};
	return JSON.parse(withNumbersAsText(text)) as IDataObject;
}
