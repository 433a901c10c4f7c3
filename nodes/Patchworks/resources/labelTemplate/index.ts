import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';

export const labelTemplate: Resource = {
	name: 'Label Template',
	value: 'labelTemplate',
	description: 'A label that Patchworks suggests',
	operations: [get, getAll],
};
