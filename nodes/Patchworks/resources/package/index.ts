import type { Resource } from '../../description/operation';
import { create } from './create';
import { getAll } from './getAll';
import { getDeployed } from './getDeployed';

export const packageResource: Resource = {
	name: 'Package',
	value: 'package',
	description: 'Flow versions that are deployed together',
	operations: [create, getDeployed, getAll],
};
