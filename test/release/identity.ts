import { fs, path } from '../support/node';
import { filesOf, readManifest } from './manifest';

/** Whose package it is, and where its repository is. */
export interface Identity {
	author: { name: string; email: string };
	/** Owner and name on GitHub, such as `jane/n8n-nodes-example`. */
	repository: string;
}

/** Files that hold no text, or the work of others. */
const LEFT_ALONE = /(^package-lock\.json|\.(png|gif|webm|webp|ico|svg))$/;

/** What stands in a checkout until a person says whose the package is. */
export function placeholdersOf(packageName: string): Identity {
	return {
		author: {
			name: `${packageName} contributors`,
			email: `maintainers@${packageName}.example`,
		},
		repository: `${packageName}/${packageName}`,
	};
}

/**
 * Reads an identity as a person types it.
 *
 * @param author such as `Jane Doe <jane@example.com>`; npm and n8n write to that address
 * @param repository such as `jane/n8n-nodes-example`, or its address on GitHub
 * @throws Error that says which of them is wrong
 */
export function identityFrom(author: string, repository: string): Identity {
	const person = /^([^<>@]+?)\s*<([^<>@\s]+@[^<>@\s]+\.[^<>@\s]+)>$/.exec(author.trim());
	if (!person) throw new Error(`--author "${author}" is not of the form "Name <address@host>".`);
	const place = /^(?:(?:git\+)?https:\/\/github\.com\/)?([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
		repository.trim(),
	);
	if (!place) throw new Error(`--repository "${repository}" is not of the form "owner/name".`);
	return { author: { name: person[1], email: person[2] }, repository: place[1] };
}

/** Whose the package is by its package.json. */
export function identityOf(checkout: string): Identity {
	const { author, repository } = readManifest(checkout);
	return {
		author,
		repository: repository.url.replace(/^git\+https:\/\/github\.com\/|\.git$/g, ''),
	};
}

/**
 * Writes an identity into every file of a checkout that has the present one.
 *
 * @returns the files that changed
 */
export function writeIdentity(checkout: string, next: Identity): string[] {
	const now = identityOf(checkout);
	return textsOf(checkout).flatMap(([file, text]) => {
		const changed = withAuthor(file, text, now.author.name, next.author.name)
			.replaceAll(now.repository, next.repository)
			.replaceAll(now.author.email, next.author.email);
		if (changed === text) return [];
		fs.writeFileSync(path.join(checkout, file), changed);
		return [file];
	});
}

/** A text with another name of the author, which may be a word that the text has for something else, too. */
function withAuthor(file: string, text: string, now: string, next: string): string {
	if (file === 'package.json') {
		const manifest = JSON.parse(text) as { author: { name: string } };
		manifest.author.name = next;
		return `${JSON.stringify(manifest, null, '\t')}\n`;
	}
	if (file !== 'LICENSE') return text;
	return text.replace(/^Copyright .*$/m, (line) => line.replace(now, () => next));
}

/** Each placeholder that is left in a checkout, as `file: placeholder`. */
export function placeholdersLeft(checkout: string): string[] {
	const { author, repository } = placeholdersOf(readManifest(checkout).name);
	return textsOf(checkout).flatMap(([file, text]) =>
		[author.name, author.email, repository]
			.filter((placeholder) => text.includes(placeholder))
			.map((placeholder) => `${file}: ${placeholder}`),
	);
}

function textsOf(checkout: string): Array<[file: string, text: string]> {
	return filesOf(checkout)
		.filter((file) => !LEFT_ALONE.test(file))
		.map((file) => [file, fs.readFileSync(path.join(checkout, file), 'utf8')]);
}
