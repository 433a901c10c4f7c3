import { updateFields } from '../../description/collections';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { dataPoolId, description } from './fields';

/**
 * The operation is documented; that it is a PATCH is known from a published client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking
 */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update data pool',
		description: 'Change the name or the description of a data pool; what it remembers stays',
		routing: {
			request: { method: 'PATCH', url: '/api/v1/data-pool/{dataPoolId}' },
		},
	},
	fields: [
		dataPoolId,
		updateFields(
			description,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Orders sent to warehouse',
				description: 'The new name, 3 to 100 characters',
			}),
		),
	],
};
