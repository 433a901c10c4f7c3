import type { INodePropertyOptions } from 'n8n-workflow';

import { takesId } from '../request/ids';
import { asJson } from '../request/transforms/bodies';
import { dateAsIso } from '../request/transforms/dates';
import { keptSecret } from '../request/transforms/secrets';
import type { Part, RequestTransform } from '../request/transforms/transform';
import { asBoolean, asId, filled, oneOf, wholeNumber } from '../request/transforms/values';
import type { Field } from './operation';

/** A field besides where its value goes: text that is empty at first unless it says otherwise. */
type Unsent = Omit<Field, 'type' | 'default' | 'routing'> &
	Partial<Pick<Field, 'type' | 'default'>>;

/**
 * A field whose value is sent as a query parameter; an empty one is left out.
 *
 * @param parameter the query parameter, e.g. `filter[name]`
 * @param field text unless it gives another `type` and `default`; a {@link locator} sends the ID
 */
export function queryField(parameter: string, field: Unsent): Field {
	return sent('qs', parameter, field);
}

/** A switch whose value is sent as the query parameter `true` or `false`. */
export function queryFlag(parameter: string, field: Unsent): Field {
	return sent('qs', parameter, { type: 'boolean', default: true, ...field }, [
		asBoolean('qs', parameter, field.displayName),
	]);
}

/**
 * A choice between two that is sent as the query parameter `true` or `false`: a switch would not tell
 * what off means.
 */
export function queryChoice(
	parameter: string,
	{ yes, no, ...field }: Unsent & { yes: string; no: string },
): Field {
	const options = [
		{ name: yes, value: true },
		{ name: no, value: false },
	];
	return sent('qs', parameter, { type: 'options', options, default: true, ...field }, [
		asBoolean('qs', parameter, field.displayName),
	]);
}

/** A date that is sent as a query parameter in ISO 8601; flow runs want milliseconds instead. */
export function queryDate(parameter: string, field: Unsent): Field {
	return sent('qs', parameter, { type: 'dateTime', ...field }, [
		dateAsIso('qs', parameter, field.displayName),
	]);
}

/**
 * A field whose value is sent as a property of the body. A required one is refused while it is empty.
 *
 * @param property e.g. `name`, or `payload.flow_id` for one within another
 * @param field text unless it gives another `type` and `default`; a {@link locator} sends the ID
 */
export function bodyField(property: string, field: Unsent): Field {
	return sent('body', property, field);
}

/** A switch whose value is sent as a property of the body. */
export function bodyFlag(property: string, field: Unsent): Field {
	return sent('body', property, { type: 'boolean', default: true, ...field }, [
		asBoolean('body', property, field.displayName),
	]);
}

/** A whole number from `typeOptions.minValue` (else 0) on that is sent as a property of the body. */
export function bodyNumber(property: string, field: Unsent & { default: number }): Field {
	return sent('body', property, { type: 'number', ...field }, [
		wholeNumber('body', property, field.displayName, field.typeOptions?.minValue ?? 0),
	]);
}

/** A date that is sent as a property of the body in ISO 8601, or as `null` while it is empty. */
export function bodyDate(property: string, field: Unsent): Field {
	return sent('body', property, { type: 'dateTime', ...field }, [
		dateAsIso('body', property, field.displayName),
	]);
}

/** A field for JSON, which is sent as it stands, as a property of the body. */
export function bodyJson(property: string, field: Unsent): Field {
	return sent('body', property, { type: 'json', ...field }, [
		asJson('body', property, field.displayName),
	]);
}

/** A masked field for a secret that is sent as a property of the body; no error shows it. */
export function bodySecret(property: string, field: Unsent): Field {
	return sent(
		'body',
		property,
		{ ...field, typeOptions: { ...field.typeOptions, password: true } },
		[keptSecret('body', property)],
	);
}

function sent(
	part: Part,
	property: string,
	field: Unsent,
	transforms: RequestTransform[] = [],
): Field {
	const shown: Field = { type: 'string', default: '', ...field };
	const all = [
		...(field.required ? [filled(part, property, field.displayName)] : []),
		...(takesId(shown) ? [asId(part, property, field.displayName)] : []),
		// What the API does not know is an error of it in a body, but finds nothing as a filter.
		...(part === 'qs' && shown.type === 'options'
			? [oneOf(part, property, field.displayName, shown.options as INodePropertyOptions[])]
			: []),
		...transforms,
	];
	return {
		...shown,
		routing: {
			send: {
				type: part === 'qs' ? 'query' : 'body',
				property,
				propertyInDotNotation: part === 'body',
			},
		},
		...(all.length > 0 && { transforms: all }),
	};
}
