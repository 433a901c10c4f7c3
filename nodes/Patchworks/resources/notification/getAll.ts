import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/system-notifications/notifications */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many notifications',
		description: 'List the notifications of the user of the credential',
		routing: {
			request: { method: 'GET', url: '/api/v1/notifications' },
		},
	},
	fields: [returnAll, limit],
};
