/**
 * A longer message is a dump: its beginning says what happened. More is read than is kept, since where a
 * cause ends must not depend on how long the IDs are that are masked.
 */
const MAX_READ = 4_000;
const MAX_LENGTH = 500;

/** What differs from run to run although the cause is the same, in the order in which it is looked for. */
const MASKS: Array<[pattern: RegExp, mask: string]> = [
	[/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>)\]}]+/gi, '<URL>'],
	[/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}/g, '<email>'],
	[/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<ID>'],
	[
		/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}))?)?/g,
		'<date>',
	],
	[/\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/g, '<date>'],
	[/\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\b/g, '<time>'],
];

const QUOTED =
	/"((?:[^"\\]|\\.){0,1000})"(\s{0,5}:)?|(?<![\p{L}\d])'([^'\n]{0,1000})'(?![\p{L}\d])|`([^`\n]{0,1000})`/gu;

/** Names in JSON whose value says what happened. */
const TELLING =
	/"(?:message|error|errors|detail|details|title|reason|description|code|type)"\s{0,5}:\s{0,5}\[?\s{0,5}$/i;

/** A number that says what happened: the status of an HTTP answer. */
const HTTP_STATUS =
	/(?:^|\b(?:http(?:\/[\d.]+)?|status|code|error|response|returned|failed|with)[ :=(]{1,3})$/i;

const WORD_WITH_DIGIT = /[\p{L}\d][\p{L}\d_#-]*(?:[.,]\d+)*/gu;

/**
 * The cause that a message tells: the message without what differs from run to run. IDs, numbers, dates,
 * times, e-mail addresses, URLs and quoted values are masked. The status of an HTTP answer stays, and so do
 * the names in JSON and what its `message` and the like say.
 */
export function causeOf(message: string): string {
	let text = message.slice(0, MAX_READ);
	for (const [pattern, mask] of MASKS) text = text.replace(pattern, mask);
	text = maskQuoted(text);
	return maskNumbers(text).replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH).trimEnd();
}

function maskQuoted(text: string): string {
	return text.replace(QUOTED, (found: string, ...rest: unknown[]) => {
		const [, colon] = rest as Array<string | undefined>;
		const place = rest[4] as number;
		if (colon !== undefined) return found;
		const isTold =
			found.startsWith('"') && TELLING.test(text.slice(Math.max(0, place - 40), place));
		return isTold ? found : '<value>';
	});
}

function maskNumbers(text: string): string {
	return text.replace(WORD_WITH_DIGIT, (word, place: number) => {
		if (!/\d/.test(word) || isMask(text, place, word)) return word;
		if (/^[45]\d\d$/.test(word) && HTTP_STATUS.test(text.slice(Math.max(0, place - 20), place))) {
			return word;
		}
		return /^\d+(?:[.,]\d+)*(?:st|nd|rd|th|ms|s|kb|mb|gb|x)?$/i.test(word)
			? word.replace(/\d+(?:[.,]\d+)*/, '<number>')
			: '<ID>';
	});
}

/** Whether a word is one of the masks. */
function isMask(text: string, place: number, word: string): boolean {
	return text[place - 1] === '<' && text[place + word.length] === '>';
}
