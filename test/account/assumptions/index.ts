import type { Assumption } from '../findings/verdict';
import { OF_CREDENTIALS } from './credentials';
import { OF_LISTS } from './lists';
import { OF_PAYLOADS } from './payloads';
import { OF_RUNS } from './runs';
import { OF_STARTS } from './starts';
import { OF_OBJECTS, OF_TIMES } from './times';

/** Everything that the node takes for granted of the API, in the order of its numbers. */
export const ASSUMPTIONS: Assumption[] = [
	...OF_RUNS,
	...OF_STARTS,
	...OF_PAYLOADS,
	...OF_TIMES,
	...OF_OBJECTS,
	...OF_LISTS,
	...OF_CREDENTIALS,
].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
