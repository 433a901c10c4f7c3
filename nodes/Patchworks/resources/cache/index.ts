import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { getShapes } from './getShapes';

export const cache: Resource = {
	name: 'Cache',
	value: 'cache',
	description: 'Data that process flows store to use again',
	operations: [getAll, getShapes],
};
