/** A Markdown table as Prettier writes it: cells padded to the width of their column. */
export function markdownTable(header: string[], rows: string[][]): string {
	const widths = header.map((_, column) =>
		Math.max(3, ...[header, ...rows].map((row) => row[column].length)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
		'\n',
	);
}

/** A document with another text between the comments `name:start` and `name:end`. */
export function withSection(document: string, name: string, text: string): string {
	const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
	if (!document.includes(start) || !document.includes(end)) throw new Error(`No ${start} … ${end}`);
	const before = document.slice(0, document.indexOf(start) + start.length);
	return `${before}\n\n${text}\n\n${document.slice(document.indexOf(end))}`;
}
