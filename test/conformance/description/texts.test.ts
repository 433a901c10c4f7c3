import { groupBy, uniq } from 'lodash';

import type { Texts } from './texts';
import { allTexts } from './texts';

const texts = allTexts();
const operations = texts.filter(({ kind }) => kind === 'operation');
const fields = texts.filter(({ kind }) => kind === 'field');

/** Short words that titles write in lower case, unless first or last. */
const SMALL =
	/^(a|an|and|as|at|but|by|for|if|in|of|on|or|over|per|than|the|to|up|via|with|without)$/;

/** What the API calls things that the dashboard calls otherwise. */
const API_WORDS =
	/\b(flow steps?|scheduled flows?|marketplace apps?|model (notes?|variables?|filters?)|systems? templates?|graphs?)\b/i;

/** Words that say nothing of their own in a description. */
const EMPTY_WORDS =
	/^(the|a|an|of|to|it|its|this|that|only|in|for|what|which|with|work|set|value|new|give|use)$/;

function places(wrong: Texts[], of: keyof Texts = 'name'): string[] {
	return uniq(wrong.map((one) => `${one.place}: ${String(one[of])}`));
}

function isTitleCase(name: string): boolean {
	const words = name.split(/[\s(]+/).filter(Boolean);
	return words.every((word, index) => {
		const isInner = index > 0 && index < words.length - 1;
		if (isInner && SMALL.test(word)) return true;
		return !/^[a-z]/.test(word);
	});
}

/** The words of a text that say something, in their stems as far as an s goes. */
function wordsOf(text: string): string[] {
	return text
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter((word) => word !== '' && !EMPTY_WORDS.test(word))
		.map((word) => word.replace(/s$/, ''));
}

function saysNoMoreThanItsName({ name, description }: Texts): boolean {
	const known = wordsOf(name);
	return wordsOf(description).every((word) => known.includes(word));
}

describe('The texts of the interface', () => {
	it('write names in title case', () => {
		expect(places(texts.filter(({ name }) => !isTitleCase(name)))).toEqual([]);
	});

	it('describe every resource, operation and field', () => {
		const described = texts.filter(({ kind, type }) => kind !== 'choice' && type !== 'collection');
		expect(places(described.filter(({ description }) => description === ''))).toEqual([]);
	});

	it('warn of what cannot be undone above the fields', () => {
		const lasting = operations.filter(({ name }) =>
			/^(Delete|Remove|Deploy|Replay|Retry)/.test(name),
		);
		const warned = texts.filter(({ kind }) => kind === 'notice').map(({ place }) => place);
		expect(lasting.length).toBeGreaterThan(8);
		expect(places(lasting.filter(({ place }) => !warned.includes(`${place} > Notice`)))).toEqual(
			[],
		);
	});

	it('say more in a description than the name does', () => {
		const wrong = texts.filter(
			(text) => text.description !== '' && text.kind !== 'choice' && saysNoMoreThanItsName(text),
		);
		expect(places(wrong, 'description')).toEqual([]);
	});

	it('begin the description of a switch with "Whether"', () => {
		const wrong = fields.filter(
			({ type, description }) => type === 'boolean' && !description.startsWith('Whether '),
		);
		expect(places(wrong, 'description')).toEqual([]);
	});

	it('end a description with a full stop where it has several sentences, and only there', () => {
		const hasSeveral = (text: string) => /[.?] \S/.test(text.replace(/e\.g\. /g, ''));
		const wrong = texts.filter(
			({ description }) => description.endsWith('.') !== hasSeveral(description),
		);
		expect(places(wrong, 'description')).toEqual([]);
	});

	it('begin every placeholder with "e.g."', () => {
		const wrong = fields.filter(
			({ placeholder, type }) =>
				placeholder !== '' &&
				!/ollection$/.test(type ?? '') &&
				!placeholder.split(' / ').every((one) => one.startsWith('e.g. ')),
		);
		expect(places(wrong, 'placeholder')).toEqual([]);
	});

	it('show an example of every text, number of something and ID to type', () => {
		const wrong = fields.filter(
			({ type, placeholder, name }) =>
				(type === 'resourceLocator' || (type === 'string' && / ID$/.test(name))) &&
				placeholder === '',
		);
		expect(places(wrong)).toEqual([]);
	});

	it('show an example of its own kind for the name of each kind of thing', () => {
		const names = fields.filter(({ name, type }) => name === 'Name' && type === 'string');
		expect(places(names.filter(({ placeholder }) => placeholder === ''))).toEqual([]);
		const byExample = groupBy(names, 'placeholder');
		const shared = Object.entries(byExample)
			.map(([example, of]) => [example, ...uniq(of.map(({ place }) => place.split(' > ')[0]))])
			.filter(({ length }) => length > 2);
		expect(shared).toEqual([]);
	});

	it('show an example of what By Name takes', () => {
		const bare = fields.filter(({ placeholder }) => /the name of|undefined/.test(placeholder));
		expect(places(bare, 'placeholder')).toEqual([]);
	});

	it('tell every action from every other', () => {
		const byAction = groupBy(operations, ({ action }) => action.toLowerCase());
		expect(Object.keys(byAction).filter((action) => byAction[action].length > 1)).toEqual([]);
		expect(
			places(
				operations.filter(({ action }) => action.length > 60),
				'action',
			),
		).toEqual([]);
	});

	it('use the words of the dashboard, and those of the API only to say what it calls a thing', () => {
		const wrong = texts.filter(
			({ name, action, description }) =>
				API_WORDS.test(`${name} | ${action}`) || API_WORDS.test(description.split('API calls')[0]),
		);
		expect(places(wrong, 'description')).toEqual([]);
	});
});
