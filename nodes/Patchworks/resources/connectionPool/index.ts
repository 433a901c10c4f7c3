import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const connectionPool: Resource = {
	name: 'Connection Pool',
	value: 'connectionPool',
	description: 'A limit on the connections that connector instances share',
	operations: [create, get, getAll, update],
};
