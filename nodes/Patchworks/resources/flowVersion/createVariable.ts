import { additionalFields } from '../../description/collections';
import { bodyField, bodyFlag, bodySecret } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { leftOutIfEmpty } from '../../request/transforms/values';
import { flowOfVersion, flowVersionId } from './fields';

/** What is left of a variable when it is simplified. */
const SUMMARY = [
	'id',
	'key',
	'value',
	'label',
	'type',
	'date_format',
	'secret',
	'required',
	'created_at',
	'updated_at',
];

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-variables */
export const createVariable: Operation = {
	option: {
		name: 'Create Variable',
		value: 'createVariable',
		action: 'Create variable in flow version',
		description: 'Add a variable to a version of a process flow, for its shapes to use',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-versions/{flowVersionId}/variables' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	transforms: [leftOutIfEmpty('value', 'Value')],
	fields: [
		flowOfVersion,
		flowVersionId,
		bodyField('key', {
			displayName: 'Key',
			name: 'key',
			required: true,
			placeholder: 'e.g. warehouse',
			description: 'The name by which shapes use the variable',
		}),
		bodyField('type', {
			displayName: 'Type',
			name: 'type',
			required: true,
			placeholder: 'e.g. string',
			description: 'What kind of value it holds, as the API names it; the names are not published',
		}),
		bodyFlag('secret', {
			displayName: 'Secret',
			name: 'secret',
			default: false,
			description: 'Whether Patchworks hides the value from now on',
		}),
		bodyField('value', {
			displayName: 'Value',
			name: 'value',
			displayOptions: { show: { secret: [false] } },
			placeholder: 'e.g. north',
			description: 'What shapes get in place of the key, up to 1,024 characters',
		}),
		bodySecret('value', {
			displayName: 'Value',
			name: 'value',
			displayOptions: { show: { secret: [true] } },
			description: 'What shapes get in place of the key, up to 1,024 characters',
		}),
		simplifyField,
		additionalFields(
			bodyField('date_format', {
				displayName: 'Date Format',
				name: 'dateFormat',
				placeholder: 'e.g. Y-m-d',
				description: 'How the value is written when it is a date, in the letters of PHP',
			}),
		),
	],
};
