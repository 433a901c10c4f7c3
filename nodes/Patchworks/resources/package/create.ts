import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';

/**
 * The operation and the body’s notes are documented; the path and the body’s name are inferred.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/packages
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create package',
		description: 'Create an empty package, in which flow versions are deployed together',
		routing: {
			request: { method: 'POST', url: '/api/v1/packages' },
		},
	},
	fields: [
		nameField('Peak release'),
		additionalFields(
			bodyField('notes', {
				displayName: 'Notes',
				name: 'notes',
				placeholder: 'e.g. Goes live after the sale',
				description: 'Notes on the package, up to 255 characters',
			}),
		),
	],
};
