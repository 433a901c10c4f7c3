import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const modelVariable: Resource = {
	name: 'Model Variable',
	value: 'modelVariable',
	description: 'A variable as one object of Patchworks uses it, such as a flow step',
	operations: [getAll],
};
