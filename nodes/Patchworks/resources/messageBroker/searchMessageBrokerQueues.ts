import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists the queues of message brokers: https://doc.wearepatchworks.com/product-documentation/api-reference/message-broker/message-brokers */
export const searchMessageBrokerQueues = listFrom({
	path: '/api/v1/message-brokers',
	within: 'message_broker_queues',
	toEntry: ({ id, name }, broker) => describedEntry(id, broker.name, name ?? id),
});
