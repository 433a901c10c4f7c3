import { updateFields } from '../../description/collections';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { connectionLimit, connectionPoolId, timeout } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Get, its fields from those of Create.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools
 */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update connection pool',
		description: 'Change the name or the limits of a connection pool, for all instances in it',
		routing: {
			request: { method: 'PUT', url: '/api/v1/connection-pools/{connectionPoolId}' },
		},
	},
	fields: [
		connectionPoolId,
		updateFields(
			connectionLimit,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Shopify UK, all instances',
				description: 'The new name, up to 255 characters',
			}),
			timeout,
		),
	],
};
