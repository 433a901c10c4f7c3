import type { Resource } from '../../description/operation';
import { create } from './create';
import { getAll } from './getAll';
import { getAllDeployments } from './getAllDeployments';
import { getDeployed } from './getDeployed';

export const packageResource: Resource = {
	name: 'Package',
	value: 'package',
	description: 'Versions of process flows that are deployed together, and what is deployed where',
	operations: [create, getDeployed, getAll, getAllDeployments],
};
