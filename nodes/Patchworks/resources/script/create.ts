import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import { bodyField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { SCRIPT_SUMMARY, content, description } from './fields';

/**
 * The path is that of a published client, the fields are those of the documented object:
 * https://github.com/NoDiskInDriveA/patchworks-api
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create script',
		description: 'Create a custom script with its first version',
		routing: {
			request: { method: 'POST', url: '/api/v1/scripts' },
			output: { postReceive: [simplify(SCRIPT_SUMMARY)] },
		},
	},
	fields: [
		nameField('Split order lines'),
		bodyField('language', {
			displayName: 'Language',
			name: 'language',
			required: true,
			placeholder: 'e.g. javascript',
			description:
				'The language of the code, as the API calls it. The languages are not published: Get Many shows those of the scripts there are.',
		}),
		content,
		simplifyField,
		additionalFields(description),
	],
};
