import { PAGING } from './paging';
import { REQUESTS } from './requests';
import { RUNS } from './runs';
import { TRANSPORT } from './transport';
import { VALUES } from './values';
import type { Mood } from './mood';

export type { Mood } from './mood';

/** Every mood there is. */
export const MOODS: readonly Mood[] = [...PAGING, ...VALUES, ...RUNS, ...REQUESTS, ...TRANSPORT];

/**
 * The moods of these names, in the order of {@link MOODS}, so that the order in which they are named
 * does not matter.
 *
 * @throws Error for a name that no mood has
 */
export function moodsNamed(names: readonly string[]): Mood[] {
	const unknown = names.find((name) => !MOODS.some((mood) => mood.name === name));
	if (unknown !== undefined) {
		const known = MOODS.map(({ name }) => name).join(', ');
		throw new Error(`There is no mood ${unknown}. There are ${known}.`);
	}
	return MOODS.filter(({ name }) => names.includes(name));
}
