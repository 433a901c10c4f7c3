import { apiRequestItem } from '../../../api/client';
import { createOrUpdate } from '../../features/createOrUpdate';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { create } from './create';

/**
 * Reads the labels, then sends what Create or Update sends.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels
 */
export const upsert: Operation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update label',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: {
			request: { method: 'GET', url: '/api/v1/labels' },
		},
	},
	changesSomething: true,
	perform: createOrUpdate(
		async (sender, path, body) => await apiRequestItem(sender, { method: 'PUT', path, body }),
	),
	fields: [
		notice(
			'upsertNotice',
			'The label with this name, in any case, gets the colour. Where none has the name, one is created.',
		),
		...create.fields,
	],
};
