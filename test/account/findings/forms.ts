import { isPlainObject } from 'lodash';

const SQL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const ZONED_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)$/;

/** The forms of text that tell something about an API and nothing about an account. */
const TEXTS: Array<[RegExp, string]> = [
	[/^$/, 'empty text'],
	[/^\d+$/, 'text of digits'],
	[/^(true|false)$/, 'text: true or false'],
	[ZONED_TIME, 'time with a zone'],
	[SQL_TIME, 'time without a zone'],
	[/^\d{4}-\d\d-\d\d$/, 'date'],
	[/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'UUID'],
	[/^[\dA-HJKMNP-TV-Z]{26}$/, 'ULID'],
];

/** The properties of a value that are named: they say how an API writes one thing, and cannot be a user's own. */
const PARTS = [
	'id',
	'value',
	'label',
	'name',
	'type',
	'date',
	'timezone',
	'attributes',
	'data',
	'virtual_environment_id',
];

/** The names of properties that are shown: those that a programmer gives, and not, say, an order number. */
const PROPERTY = /^[a-z]\w{0,39}$/i;

/** What kind of value it is, in words that hold nothing of it. */
export function formOf(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (typeof value === 'string') return TEXTS.find(([form]) => form.test(value))?.[1] ?? 'text';
	if (typeof value === 'number') return formOfNumber(value);
	if (Array.isArray(value)) return value.length > 0 ? 'array' : 'empty array';
	if (!isPlainObject(value)) return typeof value;
	const names = Object.keys(value);
	if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
		return 'object with numbers for names';
	}
	const parts = names.filter((name) => PARTS.includes(name));
	const others = names.length > parts.length ? ['other properties'] : [];
	return `object with ${[...parts, ...others].join(', ') || 'no properties'}`;
}

function formOfNumber(value: number): string {
	if (!Number.isInteger(value)) return 'number';
	const digits = String(Math.abs(value)).length;
	if (digits === 10) return 'integer of 10 digits, as Unix seconds have';
	if (digits === 13) return 'integer of 13 digits, as Unix milliseconds have';
	return 'integer';
}

/** The forms that occur among values, each once and without those that are not there. */
export function formsOf(values: unknown[]): string[] {
	return [...new Set(values.filter((value) => value !== undefined).map(formOf))];
}

/** Names of properties in a list, without those that could be data. */
export function namesOf(names: string[]): string {
	const shown = names.filter((name) => PROPERTY.test(name));
	const hidden = shown.length < names.length ? ['names of another form'] : [];
	return [...shown.slice(0, 40), ...hidden].join(', ');
}

/** Unix milliseconds of a time in any form it may have; one without a zone is taken as UTC. */
export function momentOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value > 0 ? value * (value < 1e11 ? 1000 : 1) : undefined;
	if (typeof value !== 'string') return undefined;
	const text = value.trim().replace(' ', 'T');
	if (SQL_TIME.test(value)) return Date.parse(`${text}Z`);
	return ZONED_TIME.test(value) ? Date.parse(text) : undefined;
}

/** Whether it is a time in text that does not say of which zone. */
export function lacksZone(value: unknown): boolean {
	return typeof value === 'string' && SQL_TIME.test(value);
}
