/**
 * Does the same for many things, a few at a time, and gives the results in order.
 *
 * @param size how many at once
 */
export async function inBatches<T, R>(
	things: T[],
	size: number,
	handle: (thing: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	for (let start = 0; start < things.length; start += size) {
		results.push(...(await Promise.all(things.slice(start, start + size).map(handle))));
	}
	return results;
}
