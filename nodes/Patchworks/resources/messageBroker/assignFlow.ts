import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { FLOW_SUMMARY, flowId } from '../flow/fields';

/**
 * Inferred path and body: the operation is documented, its address and body are cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/message-broker/message-broker-queues
 */
export const assignFlow: Operation = {
	option: {
		name: 'Assign Flow to Queue',
		value: 'assignFlow',
		action: 'Assign process flow to message broker queue',
		description: 'Let every message in a queue start a process flow',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v1/message-broker-queues/{messageBrokerQueueId}/flows',
			},
			output: { postReceive: [simplify(FLOW_SUMMARY)] },
		},
	},
	fields: [
		locator({
			name: 'messageBrokerQueueId',
			displayName: 'Message Broker Queue',
			searchListMethod: 'searchMessageBrokerQueues',
			placeholder: 'e.g. 1611',
			description: 'The queue whose messages start the process flow',
		}),
		bodyField('flow_id', { ...flowId, description: 'The process flow that each message starts' }),
		simplifyField,
	],
};
