import type { Cause } from './causes';
import type { Totals } from './texts';
import { MOST_CAUSES_IN_TEXT, notesOf, placeOf, summaryOf, titleOf } from './texts';

/**
 * A report as Markdown, for a chat or a mail.
 *
 * @param zone the time zone of the times in it
 */
export function markdownOf(totals: Totals, causes: Cause[], zone: string): string {
	const shown = causes.slice(0, MOST_CAUSES_IN_TEXT);
	const more = causes.length - shown.length;
	return [
		`**${escaped(titleOf(totals, zone))}**`,
		escaped(summaryOf(totals, causes)),
		shown.map((cause, index) => entryOf(cause, index + 1, zone)).join('\n'),
		more > 0 ? `And ${more} more.` : '',
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function entryOf(cause: Cause, number: number, zone: string): string {
	const links = cause.samples.map(({ flowRunId, url }) =>
		url === undefined ? `Run ${escaped(flowRunId)}` : `[Run ${escaped(flowRunId)}](${url})`,
	);
	return [
		`${number}. **${escaped(placeOf(cause))}**: ${notesOf(cause, zone).map(escaped).join(', ')}`,
		...(cause.cause === '' ? [] : [`   ${code(cause.cause)}`]),
		...(links.length > 0 ? [`   ${links.join(', ')}`] : []),
	].join('\n');
}

/** Text in which no character is taken for Markdown or HTML. */
function escaped(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&');
}

/** Text as it stands, in which only a backtick would end it. */
function code(text: string): string {
	return `\`${text.replace(/`/g, "'").replace(/\s+/g, ' ')}\``;
}
