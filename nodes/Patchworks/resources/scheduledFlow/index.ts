import type { Resource } from '../../description/operation';
import { deleteOperation } from './delete';
import { getAll } from './getAll';

export const scheduledFlow: Resource = {
	name: 'Scheduled Flow',
	value: 'scheduledFlow',
	description: 'A run that waits in the queue',
	operations: [deleteOperation, getAll],
};
