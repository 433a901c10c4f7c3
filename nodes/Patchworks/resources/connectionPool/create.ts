import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { connectionLimit, timeout } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create connection pool',
		description: 'Create a pool that limits how many connections its instances may open at once',
		routing: {
			request: { method: 'POST', url: '/api/v1/connection-pools' },
		},
	},
	fields: [nameField('Shopify UK, all instances'), connectionLimit, additionalFields(timeout)],
};
