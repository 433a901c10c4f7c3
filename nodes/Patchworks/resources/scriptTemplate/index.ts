import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const scriptTemplate: Resource = {
	name: 'Script Template',
	value: 'scriptTemplate',
	description: 'What scripts can be made from',
	operations: [getAll],
};
