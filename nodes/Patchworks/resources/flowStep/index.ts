import type { Resource } from '../../description/operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getRoutes } from './getRoutes';
import { update } from './update';

export const flowStep: Resource = {
	name: 'Flow Step',
	value: 'flowStep',
	description: 'A step in a version of a process flow; the dashboard calls it a shape',
	operations: [create, deleteOperation, get, getAll, getRoutes, update],
};
