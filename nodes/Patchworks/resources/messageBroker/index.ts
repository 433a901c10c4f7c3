import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const messageBroker: Resource = {
	name: 'Message Broker',
	value: 'messageBroker',
	description: 'A server whose messages start flows',
	operations: [getAll],
};
