import type { Resource } from '../../description/operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getAllFilters } from './getAllFilters';
import { getAllFilterValues } from './getAllFilterValues';
import { getAllVariables } from './getAllVariables';
import { getRoutes } from './getRoutes';
import { update } from './update';

export const shape: Resource = {
	name: 'Shape',
	value: 'shape',
	description:
		'A step of a process flow on its canvas, such as a map or a filter; the API calls it a flow step',
	operations: [
		create,
		deleteOperation,
		get,
		getAll,
		getAllFilterValues,
		getAllFilters,
		getAllVariables,
		getRoutes,
		update,
	],
};
