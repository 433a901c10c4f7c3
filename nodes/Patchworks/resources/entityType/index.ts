import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const entityType: Resource = {
	name: 'Entity Type',
	value: 'entityType',
	description: 'A kind of data, such as orders or products',
	operations: [getAll],
};
