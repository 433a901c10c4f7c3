import sortBy from 'lodash/sortBy';
import type { INodePropertyOptions } from 'n8n-workflow';

import { addRelations } from '../request/transforms/relations';
import { collection } from './collections';
import type { Field } from './operation';
import { titleOfRelation } from './relationTitles';
import { bodyField, queryField } from './sentFields';

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
 * The name that a new object gets.
 *
 * @param example a name of its kind
 */
export function nameField(
	example: string,
	description = 'The name that the dashboard shows',
): Field {
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
