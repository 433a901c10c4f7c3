import type { Resource } from '../../description/operation';
import { assignFlow } from './assignFlow';

export const messageBrokerQueue: Resource = {
	name: 'Message Broker Queue',
	value: 'messageBrokerQueue',
	description: 'A queue of a message broker, whose messages start flows',
	operations: [assignFlow],
};
