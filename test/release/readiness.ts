import { fs, path } from '../support/node';
import { entryOf, isDated } from './changelog';
import { placeholdersLeft } from './identity';
import { readManifest } from './manifest';

/**
 * What keeps a checkout from being released under a tag.
 *
 * @param tag such as `v1.2.0`
 */
export function obstacles(checkout: string, tag: string): string[] {
	const { version } = readManifest(checkout);
	const read = (file: string) => fs.readFileSync(path.join(checkout, file), 'utf8');
	const lock = JSON.parse(read('package-lock.json')) as { version: string };
	const changelog = read('CHANGELOG.md');
	return [
		...(tag === `v${version}` ? [] : [`The tag is ${tag}, and package.json has ${version}.`]),
		...(lock.version === version ? [] : [`package-lock.json has the version ${lock.version}.`]),
		...(entryOf(changelog, version)
			? []
			: [`CHANGELOG.md has no entry for ${version}: name the one for Unreleased so.`]),
		...(entryOf(changelog, version) && !isDated(changelog, version)
			? [`The entry of CHANGELOG.md for ${version} has no date.`]
			: []),
		...placeholdersLeft(checkout).map((place) => `A placeholder is left in ${place}`),
	];
}
