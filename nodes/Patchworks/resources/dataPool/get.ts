import type { Operation } from '../../description/operation';
import { dataPoolId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get data pool',
		description: 'Get one data pool without the data in it',
		routing: {
			request: { method: 'GET', url: '/api/v1/data-pool/{dataPoolId}' },
		},
	},
	fields: [dataPoolId],
};
