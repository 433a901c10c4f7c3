import type { Resource } from '../../description/operation';
import { assignFlow } from './assignFlow';
import { getAll } from './getAll';

export const messageBroker: Resource = {
	name: 'Message Broker',
	value: 'messageBroker',
	description: 'A server whose queues hold messages that start process flows',
	operations: [assignFlow, getAll],
};
