import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { trace } from './trace';

export const trackedData: Resource = {
	name: 'Tracked Data',
	value: 'trackedData',
	description: 'Values that process flows track on their way, such as order numbers',
	operations: [getAll, trace],
};
