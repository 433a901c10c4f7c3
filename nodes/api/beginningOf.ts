/**
 * The beginning of a text, of whole characters: half of one has no bytes.
 *
 * @param most how many UTF-16 units at most
 */
export function beginningOf(text: string, most: number): string {
	return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
