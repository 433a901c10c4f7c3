import { updateFields } from '../../description/collections';
import { colourField } from '../../description/commonFields';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { labelId } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Get.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels
 */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update label',
		description: 'Change the name or the colour of a label, wherever it is used',
		routing: {
			request: { method: 'PUT', url: '/api/v1/labels/{labelId}' },
		},
	},
	fields: [
		labelId,
		updateFields(
			colourField,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Peak season',
				description: 'The new name, up to 20 characters',
			}),
		),
	],
};
