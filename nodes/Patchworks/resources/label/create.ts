import { colourField, nameField } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create label',
		description: 'Create a label with a name of up to 20 characters',
		routing: {
			request: { method: 'POST', url: '/api/v1/labels' },
		},
	},
	fields: [
		nameField('Peak season', 'The name that the dashboard shows, up to 20 characters'),
		colourField,
	],
};
