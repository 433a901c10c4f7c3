import type { INodePropertyOptions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import { isEmpty } from '../empty';
import { assertId } from '../ids';
import { given } from '../parameters';
import type { Part, RequestTransform } from './transform';
import { converted } from './transform';

/** Refuses a value that is empty, such as that of an expression that gives nothing. */
export function filled(part: Part, property: string, label: string): RequestTransform {
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
): RequestTransform {
	return converted(part, property, (value, context) => {
		if (isEmpty(value)) return null;
		const number = Number(value);
		if (Number.isInteger(number) && number >= minimum) return number;
		throw inputError(context, label, `has to be a whole number, at least ${minimum}`);
	});
}

/** Refuses what cannot be an ID, and sends one without the white space around it. */
export function asId(part: Part, property: string, label: string): RequestTransform {
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
): RequestTransform {
	return converted(part, property, (value, context) => {
		if (isEmpty(value) || options.some((option) => String(option.value) === String(value))) {
			return value;
		}
		const values = options.map(({ name, value: known }) =>
			typeof known === 'string' ? known : `${String(known)} (${name})`,
		);
		throw inputError(context, label, `has to be one of these: ${values.join(', ')}`);
	});
}

/** Sends what is true or false as such, also when an expression gives it as text. */
export function asBoolean(part: Part, property: string, label: string): RequestTransform {
	return converted(part, property, (value, context) => {
		if (isEmpty(value) || typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		throw inputError(context, label, 'has to be true or false');
	});
}

/** Sends `1` or `0` for what is true or false. */
export function asBit(query: string): RequestTransform {
	return converted('qs', query, (value) => (value ? 1 : 0));
}

/**
 * Sends nothing in place of a value of the body that is left empty, which the API may refuse.
 *
 * @param label the display name of the field
 */
export function leftOutIfEmpty(property: string, label: string): RequestTransform {
	return converted('body', property, (value, context) =>
		isEmpty(given(context, value, label)) ? undefined : value,
	);
}
