import type { Cause } from './causes';
import type { Totals } from './texts';
import { MOST_CAUSES_IN_TEXT, notesOf, placeOf, summaryOf, titleOf } from './texts';

const COLOURS: Record<string, string> = { new: '#c0392b', grown: '#d35400', gone: '#7f8c8d' };
const BAR_COLOUR = '#34688f';
const TRACK_COLOUR = '#e3e8ec';

/**
 * A report as an HTML page with a bar for each cause. Its styles are at elements within the body, since
 * mail programs drop others, and bars are tables, since Outlook gives nothing else a width.
 *
 * @param zone the time zone of the times in it
 */
export function htmlOf(totals: Totals, causes: Cause[], zone: string): string {
	const shown = causes.slice(0, MOST_CAUSES_IN_TEXT);
	const most = Math.max(1, ...shown.map(({ count }) => count));
	const more = causes.length - shown.length;
	const title = escaped(titleOf(totals, zone));
	return [
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>`,
		'<body><div style="font-family:Arial,Helvetica,sans-serif;color:#222;line-height:1.45;max-width:860px;margin:16px auto;padding:0 12px">',
		`<h1 style="font-size:18px">${title}</h1>`,
		`<p>${escaped(summaryOf(totals, causes))}</p>`,
		...shown.map((cause) => entryOf(cause, most, zone)),
		more > 0 ? `<p>And ${more} more.</p>` : '',
		'</div></body></html>',
	].join('\n');
}

function entryOf(cause: Cause, most: number, zone: string): string {
	const width = Math.max(cause.count > 0 ? 1 : 0, Math.round((cause.count / most) * 100));
	const colour = COLOURS[cause.change ?? ''] ?? BAR_COLOUR;
	const links = cause.samples.map(({ flowRunId, url }) =>
		url === undefined
			? `Run ${escaped(flowRunId)}`
			: `<a href="${escaped(url)}">Run ${escaped(flowRunId)}</a>`,
	);
	return [
		'<div style="margin:0 0 18px">',
		`<strong>${escaped(placeOf(cause))}</strong>`,
		barOf(width, colour),
		`<div style="font-size:13px;color:#555">${escaped(notesOf(cause, zone).join(' · '))}</div>`,
		`<div style="font-family:Consolas,monospace;font-size:13px;word-break:break-word">${escaped(cause.cause)}</div>`,
		links.length > 0 ? `<div style="font-size:13px">${links.join(', ')}</div>` : '',
		'</div>',
	].join('');
}

function barOf(percent: number, colour: string): string {
	const cells = [
		[percent, colour],
		[100 - percent, TRACK_COLOUR],
	] as const;
	const drawn = cells
		.filter(([width]) => width > 0)
		.map(
			([width, fill]) =>
				`<td width="${width}%" height="12" bgcolor="${fill}" style="font-size:0;line-height:12px">&nbsp;</td>`,
		);
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:4px 0"><tr>${drawn.join('')}</tr></table>`;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text as it may stand in an element or in a quoted attribute. */
function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
