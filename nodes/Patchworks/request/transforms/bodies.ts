import set from 'lodash/set';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import { JsonText } from '../../../api/json';
import type { ApiRequest } from '../../../api/request';
import { isEmpty } from '../empty';
import { readFile } from '../files';
import { checkedJson, objectIn, readJsonObject } from '../parameters';
import { secretsIn } from './secrets';
import type { Part, RequestTransform } from './transform';
import { converted } from './transform';

/** Sends the JSON of a field as it stands, in place of its text. */
export function asJson(part: Part, property: string, label: string): RequestTransform {
	return converted(part, property, (value, context) => {
		if (typeof value !== 'string') return value;
		const text = checkedJson(context, value, label);
		return text === undefined ? undefined : new JsonText(text);
	});
}

/**
 * Sends the rows that a user added as a list of objects in the body; what is empty in a row is left out.
 *
 * @param parameterName the parameter that holds the rows
 * @param fields the names of a row's fields, by the property that each is sent as
 */
export function bodyRows(
	property: string,
	parameterName: string,
	fields: Record<string, string>,
): RequestTransform {
	return (context, request) => {
		const rows = context.getNodeParameter(parameterName, []) as IDataObject[];
		const objects = rows.map((row) => {
			const object: IDataObject = {};
			for (const [path, field] of Object.entries(fields)) {
				if (row[field] !== '') set(object, path, row[field]);
			}
			return object;
		});
		if (objects.length > 0) set(request.body as IDataObject, property, objects);
	};
}

/**
 * Refuses a list in the body with an object that lacks what each must have.
 *
 * @param label the display name of the field that holds the list
 * @param required the display names of what each must have, by property
 */
export function filledRows(
	property: string,
	label: string,
	required: Record<string, string>,
): RequestTransform {
	return converted('body', property, (rows, context) => {
		(rows as IDataObject[]).forEach((row, index) => {
			for (const [name, title] of Object.entries(required)) {
				if (!isEmpty(row[name])) continue;
				throw inputError(context, label, `lacks its ${title} in entry ${index + 1}`);
			}
		});
		return rows;
	});
}

/**
 * Sends a parameter of type JSON as the whole body; no error shows what is a secret by its name.
 *
 * @param properties what the object must have
 * @throws NodeOperationError naming the field when it is not an object, or lacks one of these
 */
export function jsonBody(
	parameterName: string,
	label: string,
	properties: string[] = [],
): RequestTransform {
	return (context, request) => {
		const given = readJsonObject(context, parameterName, label);
		sendObject(context, request, given, label, properties);
	};
}

/**
 * Sends a file of the input item that holds a JSON object as the whole body, as {@link jsonBody} does.
 *
 * @param parameterName the parameter that names the binary field which holds the file
 * @param label the display name of that parameter
 */
export function jsonFileBody(
	parameterName: string,
	label: string,
	properties: string[] = [],
): RequestTransform {
	return async (context, request) => {
		const file = await readFile(context, parameterName, label);
		const content = file.toString('utf8');
		if (!Buffer.from(content).equals(file)) {
			throw inputError(context, label, 'names a file that is not text in UTF-8');
		}
		const text = checkedJson(context, withoutMark(content), label);
		if (text === undefined) throw inputError(context, label, 'names a file that is empty');
		sendObject(context, request, objectIn(context, text, label), label, properties);
	};
}

function sendObject(
	context: IExecuteSingleFunctions,
	request: ApiRequest,
	given: ReturnType<typeof readJsonObject>,
	label: string,
	properties: string[],
): void {
	const missing = properties.filter((property) => given?.object[property] === undefined);
	if (missing.length > 0) throw inputError(context, label, `lacks ${missing.join(', ')}`);
	request.body = given?.text;
	request.secrets = [...(request.secrets ?? []), ...secretsIn(given?.object)];
}

/** The mark with which some editors begin a file in UTF-8 is no part of its JSON. */
function withoutMark(text: string): string {
	return text.replace(/^\uFEFF/, '');
}

/** Refuses an update that changes nothing. */
export const somethingToUpdate: RequestTransform = (context, request) => {
	const values = Object.values((request.body ?? {}) as IDataObject);
	if (values.some((value) => value !== undefined)) return;
	throw inputError(context, 'Update Fields', 'is empty', 'Add the fields to change.');
};
