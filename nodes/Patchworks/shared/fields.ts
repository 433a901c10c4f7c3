import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { addRelations } from './steps';

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

interface Locator {
	/** The parameter's name, e.g. `flowRunId`; in paths it stands as `{flowRunId}`. */
	name: string;
	/** e.g. `Flow Run`; the words of the name, since errors derive it from there. */
	displayName: string;
	/** The method under methods/ that lists what there is to pick from. */
	searchListMethod: string;
	placeholder: string;
	description: string;
	required?: boolean;
}

/** A field that takes one of the things Patchworks knows: picked from a list, or by its ID. */
export function locator({
	searchListMethod,
	placeholder,
	required = true,
	...field
}: Locator): INodeProperties {
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
		],
	};
}

/** Options for the related data an operation can add, and a field for those the list lacks. */
export function relations(names: string[]): INodeProperties[] {
	return [
		{
			displayName: 'Additional Relations',
			name: 'additionalRelations',
			type: 'string',
			default: '',
			placeholder: 'e.g. labels_count,versionsExists',
			description:
				'Related data to include that the list does not have, as the API calls it, separated by commas. Most relations also come as a count, e.g. labels_count.',
			routing: { send: { preSend: [addRelations] } },
		},
		{
			displayName: 'Include',
			name: 'include',
			type: 'multiOptions',
			options: names.map((name): INodePropertyOptions => ({ name: titleOf(name), value: name })),
			default: [],
			description: 'Related data to include in each result',
			routing: { send: { type: 'query', property: 'include' } },
		},
	];
}

/** Sorting by the fields the API can sort by; both directions of each. */
export function sort(fields: Record<string, string>, descendingFirst = true): INodeProperties {
	const options = Object.entries(fields).flatMap(([field, name]) => [
		{ name: `${name} (Descending)`, value: `-${field}` },
		{ name: `${name} (Ascending)`, value: field },
	]);
	const defaultOrder = options[descendingFirst ? 0 : 1].value;
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'options',
		options,
		default: defaultOrder,
		description: 'The order of the results',
		routing: { send: { type: 'query', property: 'sort' } },
	};
}

/** `currentVersion.latestRun` is shown as "Current Version: Latest Run". */
function titleOf(relation: string): string {
	return relation
		.split('.')
		.map((part) => {
			const words = part.replace(/([a-z])([A-Z])/g, '$1 $2');
			return words.charAt(0).toUpperCase() + words.slice(1);
		})
		.join(': ');
}
