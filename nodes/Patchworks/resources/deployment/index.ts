import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const deployment: Resource = {
	name: 'Deployment',
	value: 'deployment',
	description: 'A flow version that is in use, everywhere or in a virtual environment',
	operations: [getAll],
};
