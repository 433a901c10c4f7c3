import { updateFields } from '../../description/collections';
import { bodyField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { SCRIPT_SUMMARY, description, scriptId } from './fields';

/**
 * Known from a published client: https://github.com/NoDiskInDriveA/patchworks-api
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts
 */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update script',
		description:
			'Change the name or the description of a script. To change its code, create a script version.',
		routing: {
			request: { method: 'PATCH', url: '/api/v1/scripts/{scriptId}' },
			output: { postReceive: [simplify(SCRIPT_SUMMARY)] },
		},
	},
	fields: [
		scriptId,
		simplifyField,
		updateFields(
			description,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Split order lines',
				description: 'The new name, as the dashboard then shows it',
			}),
		),
	],
};
