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
