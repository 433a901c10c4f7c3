import type { Resource } from '../../description/resource';
import { getAll } from './getAll';

export const entityType: Resource = {
	name: 'Entity Type',
	value: 'entityType',
	description: 'A kind of data, such as orders or products',
	operations: [getAll],
};
