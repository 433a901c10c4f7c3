import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const modelFilterValue: Resource = {
	name: 'Model Filter Value',
	value: 'modelFilterValue',
	description: 'The value of a filter on one object of Patchworks, such as a flow step',
	operations: [getAll],
};
