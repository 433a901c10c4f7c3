const MOST_SHOWN = 3;

/** How many letters of a name are compared: what is given for one may be a whole document. */
const MOST_COMPARED = 100;

/**
 * The names that are nearest to one that there is not: those that hold it or that it holds first, then by
 * how many letters differ.
 */
export function nearestNames(name: string, known: string[]): string[] {
	const wanted = name.trim().toLowerCase();
	const distance = (other: string): number => {
		const letters = other.trim().toLowerCase();
		const isPart = letters.includes(wanted) || wanted.includes(letters);
		return isPart
			? 0
			: editDistance(wanted.slice(0, MOST_COMPARED), letters.slice(0, MOST_COMPARED));
	};
	return [...new Set(known)]
		.filter((other) => other.trim() !== '')
		.map((other) => ({ other, by: distance(other) }))
		.sort((a, b) => a.by - b.by || a.other.localeCompare(b.other))
		.slice(0, MOST_SHOWN)
		.map(({ other }) => other);
}

/** How many letters have to be put in, left out or changed: https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const change = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[other.length];
}
