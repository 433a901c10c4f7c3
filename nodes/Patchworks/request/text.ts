/**
 * Whether a text has half of a character that takes two places, such as an emoji cut in two. No bytes
 * stand for it, so that another character would leave in its place.
 */
export function isCutOff(text: string): boolean {
	return /\p{Surrogate}/u.test(text);
}
