import { fs, path } from '../support/node';
import { identityOf } from '../release/identity';
import { filesOf, readManifest } from '../release/manifest';

const FENCE = /^(```|~~~)[\s\S]*?^\1\s*$/gm;
const INLINE_CODE = /`[^`\n]+`/g;
const INLINE_LINK = /\[(?:[^[\]]|\[[^\]]*\])*\]\(\s*<?([^()\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const DEFINITION = /^\[([^\]]+)\]:\s*<?(\S+?)>?\s*$/gm;
const REFERENCE = /\[[^\][]+\]\[([^\][]+)\]/g;
const HTML_LINK = /<(?:a|img|source)\b[^>]*\b(?:href|src)="([^"]+)"/g;
/** A path of this repository that stands in the text as code. */
const PATH_AS_CODE = /`((?:nodes|credentials|test|docs|examples|\.github|\.ci)\/[\w./-]*\w\/?)`/g;
const COMMAND = /npm run (?:-s )?([\w:-]+)/g;

/**
 * What is wrong with the links of a checkout's Markdown files. Files, headings, paths and commands they name have
 * to be there; of addresses elsewhere only the form is checked, without the network.
 *
 * @returns a line for each, such as `README.md: docs/gone.md is not there`
 */
export function brokenLinks(checkout: string): string[] {
	const files = filesOf(checkout);
	const { scripts } = readManifest(checkout);
	const ownFiles = `https://raw.githubusercontent.com/${identityOf(checkout).repository}/HEAD/`;
	return files
		.filter((file) => file.endsWith('.md'))
		.flatMap((file) => {
			const text = fs.readFileSync(path.join(checkout, file), 'utf8');
			const problems = [
				...linksIn(text).flatMap((link) =>
					// Where a page of another site shows a document, only an address leads to a picture.
					link.startsWith(ownFiles)
						? missing(files, link, link.slice(ownFiles.length))
						: (problemOf(link, file, checkout, files) ?? []),
				),
				...undefinedReferences(text).map((name) => `[${name}] has no address`),
				...[...text.matchAll(PATH_AS_CODE)].flatMap(([, named]) => missing(files, named)),
				...[...text.matchAll(COMMAND)]
					.filter(([, command]) => !(command in scripts))
					.map(([, command]) => `npm run ${command} is no command of package.json`),
			];
			return [...new Set(problems)].map((problem) => `${file}: ${problem}`);
		});
}

/** The anchors that GitHub gives to the headings of a document. */
export function anchorsOf(markdown: string): string[] {
	const seen = new Map<string, number>();
	return [...markdown.replace(FENCE, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => {
		const slug = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const times = seen.get(slug) ?? 0;
		seen.set(slug, times + 1);
		return times === 0 ? slug : `${slug}-${times}`;
	});
}

function linksIn(markdown: string): string[] {
	const text = withoutCode(markdown);
	return [
		...[...text.matchAll(INLINE_LINK)].map(([, link]) => link),
		...[...text.matchAll(DEFINITION)].map(([, , link]) => link),
		...[...text.matchAll(HTML_LINK)].map(([, link]) => link),
	];
}

function undefinedReferences(markdown: string): string[] {
	const text = withoutCode(markdown);
	const defined = [...text.matchAll(DEFINITION)].map(([, name]) => name.toLowerCase());
	return [...text.matchAll(REFERENCE)]
		.map(([, name]) => name)
		.filter((name) => !defined.includes(name.toLowerCase()));
}

function withoutCode(markdown: string): string {
	return markdown.replace(FENCE, '').replace(INLINE_CODE, 'code');
}

function problemOf(
	link: string,
	from: string,
	checkout: string,
	files: string[],
): string | undefined {
	if (/^[a-z][\w+.-]*:/i.test(link)) return problemOfAddress(link);
	const [target, anchor] = decodeURIComponent(link).split('#', 2);
	const file = target === '' ? from : path.normalize(path.join(path.dirname(from), target));
	if (!isThere(files, file)) return `${link} is not there`;
	if (anchor === undefined || !file.endsWith('.md')) return undefined;
	const anchors = anchorsOf(fs.readFileSync(path.join(checkout, file), 'utf8'));
	return anchors.includes(anchor) ? undefined : `${link} names no heading of ${file}`;
}

/** Only HTTPS and mail can be followed from where the documents are shown. */
function problemOfAddress(link: string): string | undefined {
	if (/^mailto:[^@\s]+@[^@\s]+\.\w+$/.test(link)) return undefined;
	const url = URL.canParse(link) ? new URL(link) : undefined;
	if (url?.protocol !== 'https:') return `${link} is no https address`;
	const isPublic = /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/.test(url.hostname);
	return isPublic && !/[.,;]$/.test(link) ? undefined : `${link} is no address of a public page`;
}

function missing(files: string[], named: string, file = named): string[] {
	return isThere(files, file) ? [] : [`${named} is not there`];
}

/** Whether it is a file of the checkout, or a folder with one. */
function isThere(files: string[], named: string): boolean {
	const wanted = named.replace(/\/$/, '');
	return files.includes(wanted) || files.some((file) => file.startsWith(`${wanted}/`));
}
