import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { description } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create data pool',
		description: 'Create a pool in which process flows remember the records they have seen',
		routing: {
			request: { method: 'POST', url: '/api/v1/data-pool' },
		},
	},
	fields: [
		nameField('Orders sent to warehouse', 'What the dashboard shows it as, 3 to 100 characters'),
		additionalFields(description),
	],
};
