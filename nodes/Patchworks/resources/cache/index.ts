import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { getSteps } from './getSteps';

export const cache: Resource = {
	name: 'Cache',
	value: 'cache',
	description: 'Data that flows keep to use again',
	operations: [getAll, getSteps],
};
