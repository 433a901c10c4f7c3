import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';

/** What is left of a message broker when it is simplified. */
const SUMMARY = [
	'id',
	'name',
	'description',
	'host',
	'port',
	'protocol',
	'auth_type',
	'message_broker_queues',
	'created_at',
	'updated_at',
];

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/message-broker/message-brokers
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many message brokers',
		description: 'List the message brokers of your company and their queues',
		routing: {
			request: { method: 'GET', url: '/api/v1/message-brokers' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [returnAll, limit, simplifyField],
};
