import isPlainObject from 'lodash/isPlainObject';
import type { IDataObject } from 'n8n-workflow';

/** A value that may be an object as one; empty where it is none. */
export function objectAt(value: unknown): IDataObject {
	return isPlainObject(value) ? (value as IDataObject) : {};
}

/** What is known of something: its fields without those that are undefined. */
export function known<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** The values of a field that takes several; an expression may give them as text with commas. */
export function listOf(value: unknown): string[] {
	return [value ?? []]
		.flat()
		.flatMap((entry) => String(entry).split(','))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** Unix milliseconds in ISO 8601, as items have times. */
export function isoOf(time: number): string;
export function isoOf(time: number | undefined): string | undefined;
export function isoOf(time: number | undefined): string | undefined {
	return time === undefined ? undefined : new Date(time).toISOString();
}
