import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const filter: Resource = {
	name: 'Filter',
	value: 'filter',
	description: 'A condition on the data of a flow step or an endpoint',
	operations: [getAll],
};
