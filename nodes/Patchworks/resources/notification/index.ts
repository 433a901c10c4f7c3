import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const notification: Resource = {
	name: 'Notification',
	value: 'notification',
	description: 'A message from Patchworks to the user of the credential',
	operations: [getAll],
};
