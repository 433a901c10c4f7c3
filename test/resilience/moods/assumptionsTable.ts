import { markdownTable } from '../../support/markdown';
import { fs, path, projectRoot } from '../../support/node';
import { MOODS } from '../../support/sandbox/moods';
import type { Assumption } from './assumptions';
import { ASSUMPTIONS } from './assumptions';
import type { Refusals } from './outcomes';

/** More uses than these are counted. */
const MOST_NAMED = 8;

/** Where the table of assumptions is. */
export const ASSUMPTIONS_FILE = path.join(projectRoot, 'docs/assumptions.md');

/** The tables of docs/assumptions.md, out of what was recorded of the moods. */
export function assumptionsTables(refusals: Refusals): string {
	const rows = ASSUMPTIONS.map((assumption) => [
		assumption.name,
		assumption.assumption,
		assumption.code.map(inCode).join(', '),
		assumption.evidence,
		consequencesOf(assumption, refusals),
		assumption.check,
	]);
	const header = ['name', 'assumption', 'where', 'evidence', 'if it is wrong', 'how to check'];
	const moods = [...new Set(ASSUMPTIONS.flatMap(({ moods: names }) => names))];
	return [
		markdownTable(
			header,
			rows.map((row) => row.map(inCell)),
		),
		'## What was seen in each world',
		markdownTable(
			['world', 'what it does', 'what comes of it'],
			moods.map((name) => [inCode(name), sentenceOf(name), seenIn(name, refusals)].map(inCell)),
		),
	].join('\n\n');
}

function consequencesOf({ moods, otherwise }: Assumption, refusals: Refusals): string {
	const [right, refused] = [false, true].map((isRefused) =>
		moods.filter((mood) => mood in refusals === isRefused).map(inCode),
	);
	return [
		right.length > 0 && `Right in ${right.join(', ')}.`,
		refused.length > 0 && `Refused in part in ${refused.join(', ')}, see below.`,
		otherwise,
	]
		.filter(Boolean)
		.join(' ');
}

function seenIn(mood: string, refusals: Refusals): string {
	const usesOfText = new Map<string, string[]>();
	for (const [use, text] of Object.entries(refusals[mood] ?? {})) {
		usesOfText.set(text, [...(usesOfText.get(text) ?? []), use]);
	}
	if (usesOfText.size === 0) return 'All uses are right.';
	const refused = [...usesOfText].map(([text, uses]) => {
		const named = uses.length > MOST_NAMED ? `${uses.length} uses` : uses.join('; ');
		return `${named}: “${text}”.`;
	});
	return `Refused: ${refused.join(' ')} All others are right.`;
}

function sentenceOf(mood: string): string {
	const found = MOODS.find(({ name }) => name === mood);
	if (!found) throw new Error(`There is no mood ${mood}.`);
	return found.description;
}

function inCode(text: string): string {
	return `\`${text}\``;
}

function inCell(text: string): string {
	return text.replace(/\|/g, '\\|').replace(/</g, '&lt;');
}

/** The document as it stands. */
export function assumptionsDocument(): string {
	return fs.readFileSync(ASSUMPTIONS_FILE, 'utf8');
}
