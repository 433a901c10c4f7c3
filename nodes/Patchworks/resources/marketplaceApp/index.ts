import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';

export const marketplaceApp: Resource = {
	name: 'Marketplace App',
	value: 'marketplaceApp',
	description: 'A version of a blueprint that companies can install',
	operations: [get, getAll],
};
