import isNil from 'lodash/isNil';
import type { IDataObject } from 'n8n-workflow';

/**
 * A query without some of its parameters; the others stay as they are written, also those given twice.
 *
 * @param query what stands after the question mark of an address
 * @param names the parameters' names, decoded
 */
export function withoutParameters(query: string, names: string[]): string {
	return query
		.split('&')
		.filter((pair) => pair !== '' && !names.some((name) => new URLSearchParams(pair).has(name)))
		.join('&');
}

/** Leaves out what is none, and joins lists with commas as the API wants them. */
export function cleanQuery(qs: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(qs)
			.filter(([, value]) => !isNil(value) && !(Array.isArray(value) && value.length === 0))
			.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
	);
}
