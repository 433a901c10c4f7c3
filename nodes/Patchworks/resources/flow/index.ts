import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';
import { importBundle } from './import';
import { start } from './start';
import { startAndWait } from './startAndWait';

export const flow: Resource = {
	name: 'Flow',
	value: 'flow',
	description: 'A process flow, which moves data between systems',
	operations: [get, getAll, importBundle, start, startAndWait],
};
