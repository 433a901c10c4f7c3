import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const notification: Resource = {
	name: 'Notification',
	value: 'notification',
	description: 'A message of Patchworks to the user who is signed in',
	operations: [getAll],
};
