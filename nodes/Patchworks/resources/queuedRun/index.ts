import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { removeFromQueue } from './removeFromQueue';

export const queuedRun: Resource = {
	name: 'Queued Run',
	value: 'queuedRun',
	description: 'A run that waits in the queue to start; the API calls it a scheduled flow',
	operations: [getAll, removeFromQueue],
};
