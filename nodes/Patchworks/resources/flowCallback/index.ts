import type { Resource } from '../../description/operation';
import { call } from './call';
import { create } from './create';
import { deleteOperation } from './delete';
import { getAll } from './getAll';
import { update } from './update';

export const flowCallback: Resource = {
	name: 'Flow Callback',
	value: 'flowCallback',
	description: 'A URL that starts a process flow and gives back what the flow makes',
	operations: [call, create, deleteOperation, getAll, update],
};
