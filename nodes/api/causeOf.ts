/** Causes that differ only behind this many characters count as one. */
const MAX_LENGTH = 300;
/** What is looked at of a message; a whole answer may stand in it. */
const MAX_MESSAGE_LENGTH = 5_000;

/** From how many words on a text in JSON says what happened, and is no value. */
const WORDS_OF_A_SENTENCE = 3;

/**
 * What stands for what differs from run to run. The order counts: an address has numbers in it, and a
 * date is made of them.
 */
const MASKS: Array<[pattern: RegExp, mask: string]> = [
	[/\b[a-z][a-z\d+.-]*:\/\/[^\s"'`<>)\]}]+/gi, '<url>'],
	[/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '<email>'],
	[/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '<id>'],
	[/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<date>'],
	[/\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b/g, '<date>'],
	[/\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\b/g, '<time>'],
	[/“[^”\n]*”|«[^»\n]*»|`[^`\n]*`/g, '<value>'],
	[/(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])/gu, '<value>'],
];

/** A text in double quotes, with a colon behind it where it is a name in JSON, or before it where it is a value. */
const QUOTED = /(:\s*)?"((?:[^"\\\n]|\\.)*)"(?=(\s*:)?)/g;
/** The code of an answer, which tells causes apart. */
const STATUS_CODE =
	/\b(HTTP(?:\/\d(?:\.\d)?)?|status(?: code)?|error code)([\s:=]+)([1-5]\d\d)\b/gi;
const WORD = /[\p{L}\p{N}_#](?:[\p{L}\p{N}_#]|[-/](?=[\p{L}\p{N}])|[.,](?=\d))*/gu;
const NUMBER = /^\d+(?:[.,]\d+)*$/;

/**
 * Reduces a message to its cause: IDs, numbers, dates, addresses and quoted values, which differ from
 * run to run, give way to what kind of thing they are.
 *
 * @param message what a run logged, e.g. `Order 4711 not found`
 * @returns e.g. `Order <number> not found`; empty for an empty message
 */
export function causeOf(message: string): string {
	const codes: string[] = [];
	let text = message.slice(0, MAX_MESSAGE_LENGTH).replace(QUOTED, maskQuoted);
	for (const [pattern, mask] of MASKS) text = text.replace(pattern, mask);
	text = text.replace(STATUS_CODE, (_match, name: string, between: string, code: string) => {
		codes.push(`${name}${between}${code}`);
		return '\0';
	});
	text = text.replace(WORD, (word) => {
		if (!/\d/.test(word)) return word;
		return NUMBER.test(word) ? '<number>' : '<id>';
	});
	// Each code has its own place: they come back in the order in which they were taken out.
	text = text.replace(/\0/g, () => codes.shift() ?? '');
	return text.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH).trimEnd();
}

function maskQuoted(
	match: string,
	colonBefore: string | undefined,
	content: string,
	colonBehind: string | undefined,
): string {
	if (colonBehind !== undefined) return match;
	const isSentence =
		colonBefore !== undefined && content.trim().split(/\s+/).length >= WORDS_OF_A_SENTENCE;
	return isSentence ? match : `${colonBefore ?? ''}<value>`;
}
