/**
 * Adds sentences to what an error says besides its message.
 *
 * @param sentences those that are none are left out
 */
export function extendDescription<E extends Error & { description?: string | null }>(
	error: E,
	...sentences: Array<string | false | undefined>
): E {
	error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	return error;
}
