import { BY_NAME } from './builderHints';
import type { Field } from './operation';

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
		...(byName !== false && { builderHint: BY_NAME }),
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
							placeholder: byName ?? `e.g. the name of the ${field.displayName.toLowerCase()}`,
							hint: 'The whole name, in any case. A name that several have is an error.',
						},
					]),
		],
	};
}

/**
 * What a user has to know before running an operation, shown above its fields.
 *
 * @param name tells it from other notices
 */
export function notice(name: string, text: string): Field {
	return { displayName: text, name, type: 'notice', default: '' };
}
