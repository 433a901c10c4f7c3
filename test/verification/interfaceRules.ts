import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PatchworksApiKeyApi } from '../../credentials/PatchworksApiKeyApi.credentials.ts';
import { PatchworksOAuthApi } from '../../credentials/PatchworksOAuthApi.credentials.ts';
import { Patchworks } from '../../nodes/Patchworks/Patchworks.node.ts';
import { PatchworksTrigger } from '../../nodes/PatchworksTrigger/PatchworksTrigger.node.ts';
import type { Rule } from './rule';

const nodes = [new Patchworks(), new PatchworksTrigger()];
const credentials = [new PatchworksApiKeyApi(), new PatchworksOAuthApi()];

const SMALL_WORDS = /^(a|an|the|and|or|of|in|on|at|to|for|by|with|from|as|per|is|than|via|into)$/;
const ARTICLES = /\b(a|an|the)\b/i;

interface Field extends INodeProperties {
	/** Where it is, such as `Patchworks > Options > Limit`. */
	place: string;
}

/** Each field of a panel with those within it. */
function fieldsOf(properties: INodeProperties[], place: string): Field[] {
	return properties.flatMap((property) => {
		const here = `${place} > ${property.displayName}`;
		const within = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'type' in option ? [option] : [],
		);
		return [{ ...property, place: here }, ...fieldsOf(within, here)];
	});
}

/** A text that a user reads, and where. */
interface Text {
	place: string;
	text: string;
}

const fields = [
	...nodes.flatMap(({ description: { properties, displayName } }) =>
		fieldsOf(properties, displayName),
	),
	...credentials.flatMap(({ properties, displayName }) => fieldsOf(properties, displayName)),
];

/** The choices of a list. */
const choicesOf = (field: Field) =>
	(field.options ?? [])
		.filter((option): option is INodePropertyOptions => 'value' in option && !('type' in option))
		.map((choice) => ({ ...choice, place: `${field.place} > ${choice.name}` }));

const choices = fields.flatMap(choicesOf);
const operations = fields.filter(({ name }) => name === 'operation').flatMap(choicesOf);

const titles: Text[] = [
	...fields
		.filter(({ type }) => type !== 'notice')
		.map(({ place, displayName }) => ({ place, text: displayName })),
	...choices.map(({ place, name }) => ({ place, text: name })),
];
const descriptions: Text[] = [...fields, ...choices].flatMap(({ place, description }) =>
	description ? [{ place, text: description }] : [],
);
const actions: Text[] = operations.map(({ place, action = '' }) => ({ place, text: action }));

/** The texts that break a rule. */
const those = (texts: Text[], breaks: (text: string) => boolean): string[] =>
	texts.filter(({ text }) => breaks(text)).map(({ place, text }) => `${place}: ${text}`);

const isTitleCase = (text: string) =>
	text
		.split(/[ \-/]/)
		.every((word, index) => !/^[a-z]/.test(word) || (index > 0 && SMALL_WORDS.test(word)));
/** Whether it begins with a capital and ends in a full stop only where there are several sentences. */
const isSentenceCase = (text: string) =>
	/^[A-Z0-9"'<]/.test(text) && (!/\.$/.test(text) || /\. |<br|\.\)/.test(text));
const isEnglish = (text: string) => !/[^\p{Script=Latin}\p{Script=Common}]/u.test(text);

/** What n8n asks of everything that a user reads and fills in. */
export const interfaceRules: Rule[] = [
	{
		name: 'secrets are masked',
		problems: () =>
			fields
				.filter(
					({ name, type }) =>
						type === 'string' && /password|secret|token|apiKey|signature|hmac/i.test(name),
				)
				.filter(({ typeOptions }) => !typeOptions?.password)
				.map(({ place }) => place),
	},
	{
		name: 'credentials are tested and have documentation',
		problems: () =>
			credentials
				.filter(({ test, documentationUrl }) => !test || !documentationUrl)
				.map(({ displayName }) => displayName),
	},
	{ name: 'title case', problems: () => those(titles, (text) => !isTitleCase(text)) },
	{
		name: 'sentence case',
		problems: () => [
			...those(descriptions, (text) => !isSentenceCase(text)),
			...those(actions, (text) => !/^[A-Z]/.test(text)),
		],
	},
	{
		name: 'Whether',
		problems: () =>
			fields
				.filter(({ type }) => type === 'boolean')
				.filter(({ description }) => !description?.startsWith('Whether '))
				.map(({ place }) => place),
	},
	{
		name: 'placeholders',
		problems: () =>
			fields
				.filter(({ placeholder }) => placeholder && !/^(e\.g\. |Add )/.test(placeholder))
				.map(({ place, placeholder }) => `${place}: ${placeholder}`),
	},
	{
		name: 'lists come first',
		problems: () =>
			fields
				.filter(({ modes = [] }) => modes.some(({ name }) => name === 'list'))
				.filter((field) => (field.default as { mode: string }).mode !== 'list')
				.map(({ place }) => place),
	},
	{
		name: 'operations say what they do',
		problems: () =>
			operations
				.filter(({ action, description }) => !action || !description)
				.map(({ place }) => place),
	},
	{
		name: 'Get Many',
		problems: () =>
			operations
				.filter(({ value, name }) => value === 'getAll' && name !== 'Get Many')
				.map(({ place }) => place),
	},
	{
		name: 'actions omit articles',
		problems: () => those(actions, (text) => ARTICLES.test(text)),
	},
	{
		name: 'Simplify',
		problems: () =>
			fields
				.filter(({ name }) => name === 'simplify')
				.filter(
					({ displayName, description }) =>
						displayName !== 'Simplify' ||
						description !==
							'Whether to return a simplified version of the response instead of the raw data',
				)
				.map(({ place }) => place),
	},
	{
		name: 'English',
		problems: () => those([...titles, ...descriptions, ...actions], (text) => !isEnglish(text)),
	},
	{
		name: 'usable as a tool',
		problems: () =>
			nodes
				.map(({ description }) => description)
				.filter(({ usableAsTool, polling }) => !usableAsTool && !polling)
				.map(({ displayName }) => displayName),
	},
];
