import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PatchworksApiKeyApi } from '../../../credentials/PatchworksApiKeyApi.credentials';
import { PatchworksOAuthApi } from '../../../credentials/PatchworksOAuthApi.credentials';
import { resources } from '../../../nodes/Patchworks/resources';
// Without the extension, tsx would take the codex file beside it.
import { Patchworks } from '../../../nodes/Patchworks/Patchworks.node.ts';
import { PatchworksTrigger } from '../../../nodes/PatchworksTrigger/PatchworksTrigger.node.ts';

/** What a text is shown as. */
export type Kind = 'resource' | 'operation' | 'notice' | 'field' | 'choice';

/** The texts of one thing that a user sees in a panel. */
export interface Texts {
	/** Where it is, e.g. `Flow > Start > Options > Version`. */
	place: string;
	kind: Kind;
	/** n8n's type of a field. */
	type?: string;
	name: string;
	description: string;
	placeholder: string;
	/** What n8n's search of nodes shows for an operation. */
	action: string;
	hint: string;
}

type Inner = INodeProperties | INodePropertyOptions | { name: string; values: INodeProperties[] };

/** All texts of the node, the trigger and the credentials, in the order in which a user meets them. */
export function allTexts(): Texts[] {
	const node = new Patchworks().description;
	const trigger = new PatchworksTrigger().description;
	const credentials = [new PatchworksApiKeyApi(), new PatchworksOAuthApi()];
	const own = new Set(['resource', 'operation']);
	const shared = node.properties.filter(
		({ name, displayOptions }) => !own.has(name) && !displayOptions?.show?.resource,
	);
	return [
		...resources.flatMap((resource) => [
			textsOf('resource', '', resource),
			...resource.operations.flatMap(({ option, fields }) => [
				textsOf('operation', resource.name, option),
				...fields.flatMap((field) => fieldTexts(`${resource.name} > ${option.name}`, field)),
			]),
		]),
		...shared.flatMap((field) => fieldTexts('Patchworks', field)),
		...trigger.properties.flatMap((field) => fieldTexts(trigger.displayName, field)),
		...credentials.flatMap(({ displayName, properties }) =>
			properties.flatMap((field) => fieldTexts(displayName, field)),
		),
	];
}

function fieldTexts(within: string, field: INodeProperties): Texts[] {
	if (field.type === 'hidden') return [];
	if (field.type === 'notice') {
		return [{ ...textsOf('notice', within, { name: 'Notice' }), description: field.displayName }];
	}
	const own = { ...textsOf('field', within, field), type: field.type };
	const locators = (field.modes ?? []).map(({ placeholder }) => placeholder ?? '');
	return [
		{ ...own, placeholder: own.placeholder || locators.filter(Boolean).join(' / ') },
		...((field.options ?? []) as Inner[]).flatMap((inner) => innerTexts(own.place, inner)),
	];
}

function innerTexts(within: string, inner: Inner): Texts[] {
	if ('values' in inner) return inner.values.flatMap((field) => fieldTexts(within, field));
	if ('type' in inner) return fieldTexts(within, inner);
	return [textsOf('choice', within, inner as INodePropertyOptions)];
}

function textsOf(
	kind: Kind,
	within: string,
	of: Partial<
		Record<'displayName' | 'name' | 'description' | 'placeholder' | 'action' | 'hint', string>
	>,
): Texts {
	const name = of.displayName ?? of.name ?? '';
	return {
		place: [within, name].filter(Boolean).join(' > '),
		kind,
		name,
		description: of.description ?? '',
		placeholder: of.placeholder ?? '',
		action: of.action ?? '',
		hint: of.hint ?? '',
	};
}
