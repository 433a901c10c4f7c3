import omit from 'lodash/omit';
import sortBy from 'lodash/sortBy';
import type { INodePropertyOptions } from 'n8n-workflow';

import { noneAddedIsEmpty } from '../request/addedFields';
import { takesId } from '../request/ids';
import { asJson, somethingToUpdate } from '../request/transforms/bodies';
import { dateAsIso } from '../request/transforms/dates';
import { addRelations } from '../request/transforms/relations';
import { keptSecret } from '../request/transforms/secrets';
import type { Part, RequestTransform } from '../request/transforms/transform';
import { asBoolean, asId, filled, oneOf, wholeNumber } from '../request/transforms/values';
import type { Field } from './operation';
import { titleOfRelation } from './relationTitles';

export { simplifyField } from '../../api/settings/simplify';

export const returnAll: Field = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: Field = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/**
 * What a user has to know before running an operation, shown above its fields.
 *
 * @param name tells it from other notices
 */
export function notice(name: string, text: string): Field {
	return { displayName: text, name, type: 'notice', default: '' };
}

interface Locator {
	/** The parameter's name, e.g. `flowRunId`; in paths it stands as `{flowRunId}`. */
	name: string;
	/** e.g. `Flow Run`; the words of the name, since errors derive it from there. */
	displayName: string;
	/** The method that lists what there is to pick from. */
	searchListMethod: string;
	/** An example of an ID. */
	placeholder: string;
	/** An example of a name; `false` for what has none, or none of its own. */
	byName?: string | false;
	description: string;
	required?: boolean;
	displayOptions?: Field['displayOptions'];
}

/** A field that takes one of the things Patchworks knows: picked from a list, by its ID or by its name. */
export function locator({
	searchListMethod,
	placeholder,
	byName,
	required = true,
	...field
}: Locator): Field {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required && { required }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
			...(byName === false
				? []
				: [
						{
							displayName: 'By Name',
							name: 'name',
							type: 'string' as const,
							placeholder: byName ?? `e.g. the name of a ${field.displayName.toLowerCase()}`,
							hint: 'The whole name, in any case. A name that several have is an error.',
						},
					]),
		],
	};
}

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

/** The filters of an operation that lists. */
export function filters(...fields: Field[]): Field {
	return collection('filters', 'Filters', 'Add filter', fields);
}

/** What else a user may want of an operation: how the answer is to be rather than what of. */
export function options(...fields: Field[]): Field {
	return collection('options', 'Options', 'Add option', fields);
}

/** What a new object may have besides the fields it must have. */
export function additionalFields(...fields: Field[]): Field {
	return collection('additionalFields', 'Additional Fields', 'Add field', fields);
}

/** What can be changed of an object; what is not added stays as it is. */
export function updateFields(...fields: Field[]): Field {
	return collection('updateFields', 'Update Fields', 'Add field', fields, [somethingToUpdate]);
}

function collection(
	name: string,
	displayName: string,
	placeholder: string,
	fields: Field[],
	transforms: RequestTransform[] = [],
): Field {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		transforms: [noneAddedIsEmpty(name, displayName, fields), ...transforms],
		// n8n asks for what is required in here even where the collection is not shown.
		options: sortBy(fields, 'displayName').map((field) => omit(field, 'required')),
	};
}

/**
 * The name that a new object gets.
 *
 * @param example a name of its kind
 */
export function nameField(example: string, description = 'What the dashboard shows it as'): Field {
	return bodyField('name', {
		displayName: 'Name',
		name: 'name',
		required: true,
		placeholder: `e.g. ${example}`,
		description,
	});
}

const COLOURS = ['Blue', 'Cyan', 'Gray', 'Green', 'Orange', 'Pink', 'Purple', 'Red', 'Yellow'];

/** The colour that a new object gets; each comes as text on colour, too. */
export const colourField = bodyField('colour', {
	displayName: 'Colour',
	name: 'colour',
	type: 'options',
	required: true,
	options: COLOURS.flatMap((name) => [
		{ name, value: name.toLowerCase() },
		{ name: `${name} (Inverted)`, value: `${name.toLowerCase()}_inverted` },
	]),
	default: 'blue',
	description: 'The colour that the dashboard shows it in',
});

/**
 * A filter by name.
 *
 * @param what the objects of the list, e.g. `labels`
 * @param example the name of one
 */
export function nameFilter(what: string, example: string): Field {
	return queryField('filter[name]', {
		displayName: 'Name',
		name: 'name',
		placeholder: `e.g. ${example}`,
		description: `Only ${what} with this name`,
	});
}

/** A filter by ID, for lists that are not picked from. */
export function idFilter(what: string): Field {
	return queryField('filter[id]', {
		displayName: 'ID',
		name: 'id',
		placeholder: 'e.g. 12',
		description: `Only the ${what} with this ID`,
	});
}

/**
 * Options for the related data an operation can add, and a field for those the list lacks.
 *
 * @param names as the API calls them
 * @param example one that the list lacks; by default the number of the first
 */
export function relations(names: string[], example = `${names[0]}_count`): Field[] {
	return [
		{
			displayName: 'Additional Relations',
			name: 'additionalRelations',
			type: 'string',
			default: '',
			placeholder: `e.g. ${example}`,
			description:
				'Related data that Include does not offer, as the API calls it, separated by commas. A name with _count gives how many there are, one with Exists whether there are any.',
			transforms: [addRelations],
		},
		{
			displayName: 'Include',
			name: 'include',
			type: 'multiOptions',
			options: sortBy(
				names.map((name): INodePropertyOptions => ({ name: titleOfRelation(name), value: name })),
				'name',
			),
			default: [],
			description: 'Related data to return within each result, at the cost of a slower answer',
			routing: { send: { type: 'query', property: 'include' } },
		},
	];
}

/** Sorting by the fields the API can sort by; both directions of each. */
export function sort(fields: Record<string, string>, descendingFirst = true): Field {
	const options = Object.entries(fields).flatMap(([field, name]) => [
		{ name: `${name} (Descending)`, value: `-${field}` },
		{ name: `${name} (Ascending)`, value: field },
	]);
	const defaultOrder = options[descendingFirst ? 0 : 1].value;
	return collection('sort', 'Sort', 'Add sort', [
		{
			displayName: 'Order By',
			name: 'by',
			type: 'options',
			options,
			default: defaultOrder,
			description: 'Which results come first',
			routing: { send: { type: 'query', property: 'sort' } },
		},
	]);
}
