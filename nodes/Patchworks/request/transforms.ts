import get from 'lodash/get';
import has from 'lodash/has';
import map from 'lodash/map';
import set from 'lodash/set';
import { DateTime } from 'luxon';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodePropertyOptions,
	PreSendAction,
} from 'n8n-workflow';

import { inputError } from '../../api/errors';
import { assertId } from './ids';
import { JsonText, toJson, withNumbersAsText } from './json';
import { isCutOff } from './text';

/** A request on its way out, with what the transport has to know besides what it sends. */
export interface OutgoingRequest extends IHttpRequestOptions {
	/** `false` for a host that the credential does not belong to: the key or token stays here. */
	authenticated?: false;
	/** Values in the request that no error may show. */
	secrets?: string[];
	/** How a user finds out whether it was carried out, when no answer tells: a sentence or two. */
	howToCheck?: string;
}

/**
 * A change to a request before it leaves. Mutates `request`; throws a NodeOperationError for bad
 * input. It must not wait for anything.
 */
export type RequestStep = (context: IExecuteSingleFunctions, request: OutgoingRequest) => void;

const STEPS = Symbol('steps');

type OptionsWithSteps = IHttpRequestOptions & { [STEPS]?: RequestStep[] };

/** Where in a request a value is: among the query parameters or the properties of the body. */
export type Part = 'qs' | 'body';

/**
 * Makes a step usable as n8n's `preSend`.
 *
 * The step is only noted there, and run by the transport. An error in a `preSend` of its own would
 * reach n8n without the item it belongs to, and a node that continues would lose that item's input.
 */
export function beforeSending(step: RequestStep): PreSendAction {
	return async function (options: OptionsWithSteps) {
		options[STEPS] = [...(options[STEPS] ?? []), step];
		return options;
	};
}

/** Takes the steps that {@link beforeSending} noted off the request, in order. */
export function takeSteps(options: IHttpRequestOptions): RequestStep[] {
	const steps = (options as OptionsWithSteps)[STEPS] ?? [];
	delete (options as OptionsWithSteps)[STEPS];
	return steps;
}

/**
 * Sends a date of a query parameter as Unix milliseconds, which is what flow-run filters take.
 *
 * A date without a time zone is meant in the workflow's. A number passes as milliseconds.
 *
 * @param query the name of the query parameter
 * @param label the display name of the field
 */
export function dateAsMilliseconds(query: string, label: string): PreSendAction {
	return converted('qs', query, (value, context) => {
		if (isEmpty(value)) return undefined;
		return /^\d{12,}$/.test(String(value))
			? Number(value)
			: dateOf(value, label, context).toMillis();
	});
}

/**
 * Sends the day of a date as {@link dateAsMilliseconds} does a time: as its noon in UTC, which is on that
 * day wherever Patchworks counts from midnight.
 */
export function dayAsMilliseconds(query: string, label: string): PreSendAction {
	return converted('qs', query, (value, context) => {
		if (isEmpty(value)) return undefined;
		if (/^\d{12,}$/.test(String(value))) return Number(value);
		const { year, month, day } = dateOf(value, label, context);
		return DateTime.utc(year, month, day, 12).toMillis();
	});
}

/**
 * Sends a date as ISO 8601 in UTC, and an empty one as `null`.
 *
 * A date without a time zone is meant in the workflow's.
 *
 * @param label the display name of the field
 */
export function dateAsIso(part: Part, property: string, label: string): PreSendAction {
	return converted(part, property, (value, context) =>
		isEmpty(value) ? null : dateOf(value, label, context).toUTC().toISO(),
	);
}

/** Refuses a value that is empty, such as that of an expression that gives nothing. */
export function filled(part: Part, property: string, label: string): PreSendAction {
	return converted(part, property, (value, context) => {
		if (isEmpty(value)) throw inputError(context, label, 'is empty');
		return value;
	});
}

/**
 * Sends a whole number as one, also when an expression gives it as text; an empty one as `null`.
 *
 * @param minimum the smallest number that the API takes
 */
export function wholeNumber(
	part: Part,
	property: string,
	label: string,
	minimum: number,
): PreSendAction {
	return converted(part, property, (value, context) => {
		if (isEmpty(value)) return null;
		const number = Number(value);
		if (Number.isInteger(number) && number >= minimum) return number;
		throw inputError(context, label, `has to be a whole number, at least ${minimum}`);
	});
}

/** Sends the JSON of a field as it stands, in place of its text. */
export function asJson(part: Part, property: string, label: string): PreSendAction {
	return converted(part, property, (value, context) => {
		if (typeof value !== 'string') return value;
		const text = checkedJson(context, value, label);
		return text === undefined ? undefined : new JsonText(text);
	});
}

/** Refuses what cannot be an ID, and sends one without the white space around it. */
export function asId(part: Part, property: string, label: string): PreSendAction {
	return converted(part, property, (value, context) => {
		if (isEmpty(value)) return value;
		// Filters take several IDs on some lists.
		const ids = part === 'qs' ? [value].flat().flatMap((id) => String(id).split(',')) : [value];
		for (const id of ids) assertId(context, label, String(id).trim());
		if (ids.length > 1) return ids.map((id) => String(id).trim()).join(',');
		return typeof value === 'string' ? value.trim() : value;
	});
}

/** Refuses a value that is not one of those there are, by which a list would be empty. */
export function oneOf(
	part: Part,
	property: string,
	label: string,
	options: INodePropertyOptions[],
): PreSendAction {
	return converted(part, property, (value, context) => {
		if (isEmpty(value) || options.some((option) => String(option.value) === String(value))) {
			return value;
		}
		const values = options.map(({ name, value: known }) =>
			typeof known === 'number' ? `${known} (${name})` : known,
		);
		throw inputError(context, label, `has to be one of these: ${values.join(', ')}`);
	});
}

/** Sends what is true or false as such, also when an expression gives it as text. */
export function asBoolean(part: Part, property: string, label: string): PreSendAction {
	return converted(part, property, (value, context) => {
		if (isEmpty(value) || typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		throw inputError(context, label, 'has to be true or false');
	});
}

/**
 * Refuses a span of time that ends before it begins, in which there is nothing. To come after the
 * steps that convert the times.
 *
 * @param after the query parameter and the display name of where it begins
 * @param before the same of where it ends
 */
export function aSpan(
	after: { query: string; label: string },
	before: { query: string; label: string },
): PreSendAction {
	return beforeSending((context, { qs = {} }) => {
		const [from, to] = [qs[after.query], qs[before.query]].map(momentOf);
		if (from === undefined || to === undefined || from <= to) return;
		throw inputError(context, after.label, `is later than ${before.label}`);
	});
}

/** Unix milliseconds of a time as it is sent: such, or ISO 8601. */
function momentOf(time: unknown): number | undefined {
	if (isEmpty(time)) return undefined;
	return typeof time === 'number' ? time : DateTime.fromISO(String(time)).toMillis();
}

/** Sends `1` or `0` for what is true or false. */
export function asBit(query: string): PreSendAction {
	return converted('qs', query, (value) => (value ? 1 : 0));
}

/**
 * Sends nothing in place of a value of the body that is left empty, which the API may refuse.
 *
 * @param label the display name of the field
 */
export function leftOutIfEmpty(property: string, label: string): PreSendAction {
	return converted('body', property, (value, context) =>
		isEmpty(given(context, value, label)) ? undefined : value,
	);
}

/**
 * Keeps a value that is sent out of whatever an error says.
 *
 * @param within where the value is a list of objects, the property of each that holds the secret
 */
export function keptSecret(part: Part, property: string, within?: string): PreSendAction {
	return beforeSending((_, request) => {
		const value: unknown = get(request[part], pathOf(part, property));
		const secrets = within === undefined ? [value] : map(value as IDataObject[], within);
		request.secrets = [
			...(request.secrets ?? []),
			...secrets.filter((secret) => !isEmpty(secret)).map(String),
		];
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
): PreSendAction {
	return beforeSending((context, request) => {
		const rows = context.getNodeParameter(parameterName, []) as IDataObject[];
		const objects = rows.map((row) => {
			const object: IDataObject = {};
			for (const [path, field] of Object.entries(fields)) {
				if (row[field] !== '') set(object, path, row[field]);
			}
			return object;
		});
		if (objects.length > 0) set(request.body as IDataObject, property, objects);
	});
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
): PreSendAction {
	return converted('body', property, (rows, context) => {
		(rows as IDataObject[]).forEach((row, index) => {
			for (const [name, title] of Object.entries(required)) {
				if (!isEmpty(row[name])) continue;
				throw inputError(context, `${title} of entry ${index + 1} in ${label}`, 'is empty');
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
): PreSendAction {
	return beforeSending((context, request) => {
		const { object: body, text } = readJsonObject(context, parameterName, label) ?? {};
		const missing = properties.filter((property) => body?.[property] === undefined);
		if (missing.length > 0) throw inputError(context, label, `lacks ${missing.join(', ')}`);
		request.body = text;
		request.secrets = [...(request.secrets ?? []), ...secretsIn(body)];
	});
}

const SECRET_NAME = /secret|token|passw|passphrase|(api|private)_?key|authorization|credential/i;

/** What stands in a value under a name such as `client_secret`. */
function secretsIn(value: unknown, isSecret = false): string[] {
	if (typeof value !== 'object' || value === null) {
		return isSecret && !isEmpty(value) ? [String(value)] : [];
	}
	return Object.entries(value).flatMap(([name, content]) =>
		secretsIn(content, isSecret || SECRET_NAME.test(name)),
	);
}

/**
 * Says how a user finds out whether the request was carried out, when no answer tells.
 *
 * @param howToCheck a sentence or two
 */
export function ifUnanswered(howToCheck: string): PreSendAction {
	return beforeSending((_, request) => {
		request.howToCheck = howToCheck;
	});
}

/** Refuses an update that changes nothing. */
export const somethingToUpdate = beforeSending((context, request) => {
	const values = Object.values((request.body ?? {}) as IDataObject);
	if (values.some((value) => value !== undefined)) return;
	throw inputError(context, 'Update Fields', 'is empty', 'Add the fields to change.');
});

/** Converts a value that routing put into the request; does nothing where it put none. */
function converted(
	part: Part,
	property: string,
	convert: (value: unknown, context: IExecuteSingleFunctions) => unknown,
): PreSendAction {
	return beforeSending((context, request) => {
		const values = request[part] as IDataObject | undefined;
		const path = pathOf(part, property);
		if (!values || !has(values, path)) return;
		set(values, path, convert(get(values, path), context));
	});
}

/** In a body, a dot leads to a property within another; in a query, it is a part of the name. */
function pathOf(part: Part, property: string): string[] {
	return part === 'body' ? property.split('.') : [property];
}

/** Whether a value is none: what an expression gives that finds nothing, or a field that is left empty. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** @throws NodeOperationError naming the field when the value is not a date */
function dateOf(value: unknown, label: string, context: IExecuteSingleFunctions): DateTime {
	const date = DateTime.fromISO(
		value instanceof Date || DateTime.isDateTime(value) ? value.toJSON()! : String(value),
		{ zone: context.getTimezone() },
	);
	if (!date.isValid) throw inputError(context, label, 'is not a date');
	return date;
}

/** Adds relations given as free text to those picked from the list, in the query's `include`. */
export const addRelations = beforeSending((context, options) => {
	const qs = options.qs as IDataObject;
	const typed = String(context.getNodeParameter('options.additionalRelations', '') ?? '');
	const relations = [
		...[qs.include ?? []].flat().map(String),
		...typed.split(',').map((relation) => relation.trim()),
	].filter((relation) => relation !== '');
	qs.include = [...new Set(relations)];
});

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
function given(context: IExecuteSingleFunctions, value: unknown, label: string): unknown {
	if (value !== undefined) return value;
	throw inputError(
		context,
		label,
		'comes from an expression that gives nothing',
		'Leave the field empty to send nothing, or correct the expression.',
	);
}

/** The text itself, if it is JSON; undefined when it is empty. */
function checkedJson(
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
	const text = readJson(context, parameterName, label);
	if (text === undefined) return undefined;
	const object: unknown = JSON.parse(text);
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
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
