import type { Resource } from '../../description/operation';
import { download } from './download';
import { getAll } from './getAll';

export const payload: Resource = {
	name: 'Payload',
	value: 'payload',
	description: 'The data that went into or came out of a shape in a run',
	operations: [download, getAll],
};
