/**
 * What a changelog in the form of Keep a Changelog says of a version.
 *
 * @param version such as `1.2.0`, or `Unreleased`
 * @returns the text below its heading; undefined when it has none
 */
export function entryOf(changelog: string, version: string): string | undefined {
	const sections = changelog.split(/^(?=## )/m);
	const section = sections.find((text) => headingOf(text).startsWith(`## [${version}]`));
	return section?.slice(headingOf(section).length).trim();
}

/** Whether a version has a date, as in `## [1.2.0] - 2026-11-28`. */
export function isDated(changelog: string, version: string): boolean {
	return changelog
		.split('\n')
		.some((line) => line.startsWith(`## [${version}] - `) && /\d{4}-\d\d-\d\d$/.test(line));
}

function headingOf(section: string): string {
	return section.split('\n', 1)[0];
}
