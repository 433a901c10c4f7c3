import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';

/**
 * The operation is documented; its path is inferred from the one of Get Many, its fields from the answer.
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/working-with-cross-reference-lookup-api-requests
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create cross reference lookup',
		description: 'Create a cross-reference lookup without rows, which are added in the dashboard',
		routing: {
			request: { method: 'POST', url: '/api/v1/cross-reference-lookups' },
		},
	},
	fields: [
		nameField('Carrier codes'),
		additionalFields(
			bodyField('default_value', {
				displayName: 'Default Value',
				name: 'defaultValue',
				placeholder: 'e.g. unknown',
				description: 'What a value becomes that no row matches',
			}),
			bodyField('description', {
				displayName: 'Description',
				name: 'description',
				placeholder: 'e.g. Shop carrier to warehouse carrier',
				description: 'What it is for, as a note to your colleagues',
			}),
		),
	],
};
