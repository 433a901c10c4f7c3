import { byId, testOperations } from '../support/harness/operations';

const FLOW = { id: 101, name: 'Orders to warehouse' };

describe('Message Broker: queues', () => {
	testOperations('messageBroker', [
		{
			operation: 'assignFlow',
			parameters: { messageBrokerQueueId: byId('1611'), flowId: byId('101') },
			sends: 'POST /api/v1/message-broker-queues/1611/flows',
			body: { flow_id: '101' },
			answer: { data: FLOW },
			gives: [FLOW],
		},
	]);
});
