import { DateTime } from 'luxon';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	PreSendAction,
} from 'n8n-workflow';

import { inputError } from './errors';

/**
 * A change to a request before it leaves. Mutates `options`; throws a NodeOperationError for bad
 * input. It must not wait for anything.
 */
export type RequestStep = (context: IExecuteSingleFunctions, options: IHttpRequestOptions) => void;

const STEPS = Symbol('steps');

type OptionsWithSteps = IHttpRequestOptions & { [STEPS]?: RequestStep[] };

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
	return beforeSending((context, options) => {
		const qs = options.qs as IDataObject;
		const value = qs[query];
		if (value === undefined || value === null || value === '') return;
		const milliseconds = /^\d{12,}$/.test(String(value))
			? Number(value)
			: DateTime.fromISO(String(value), { zone: context.getTimezone() }).toMillis();
		if (!Number.isFinite(milliseconds)) throw inputError(context, label, 'is not a date');
		qs[query] = milliseconds;
	});
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
 * @returns undefined when the parameter is empty
 * @throws NodeOperationError naming the field when the text is not JSON
 */
export function readJson(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
	hint?: string,
): unknown {
	const value: unknown = context.getNodeParameter(parameterName, '');
	if (value === undefined) {
		throw inputError(
			context,
			label,
			'comes from an expression that gives nothing',
			'Leave the field empty to send nothing, or correct the expression.',
		);
	}
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		throw inputError(
			context,
			label,
			`is not valid JSON: ${(error as Error).message.replace(/\.$/, '')}`,
			hint,
		);
	}
}

/**
 * Reads a parameter of type JSON that has to be an object.
 *
 * @returns undefined when the parameter is empty
 * @throws NodeOperationError naming the field when it is anything else
 */
export function readJsonObject(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
): IDataObject | undefined {
	const value = readJson(context, parameterName, label);
	if (value === undefined) return undefined;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw inputError(context, label, 'is not a JSON object, such as {"name": "value"}');
	}
	return value as IDataObject;
}
