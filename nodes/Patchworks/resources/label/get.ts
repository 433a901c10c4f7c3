import type { Operation } from '../../description/operation';
import { labelId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get label',
		description: 'Get the name and colour of one label',
		routing: {
			request: { method: 'GET', url: '/api/v1/labels/{labelId}' },
		},
	},
	fields: [labelId],
};
