import { additionalFields } from '../../description/collections';
import { colourField } from '../../description/commonFields';
import { bodyField, bodyNumber } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { rateLimitDuration, rateLimitUnit } from '../connectorInstance/fields';
import { TEMPLATE_SUMMARY } from './templateFields';

/**
 * Inferred path, from the one of Get Many; the documented list of its fields is cut after the type.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/system-templates
 */
export const createTemplate: Operation = {
	option: {
		name: 'Create Template',
		value: 'createTemplate',
		action: 'Create connector template',
		description:
			'Create a template that connectors are made from; the API calls it a system template',
		routing: {
			request: { method: 'POST', url: '/api/v1/patchworks/system-templates' },
			output: { postReceive: [simplify(TEMPLATE_SUMMARY)] },
		},
	},
	fields: [
		bodyField('label', {
			displayName: 'Label',
			name: 'label',
			required: true,
			placeholder: 'e.g. Demo shop',
			description: 'The name of the connector in the dashboard',
		}),
		colourField,
		bodyField('logo_url', {
			displayName: 'Logo URL',
			name: 'logoUrl',
			required: true,
			placeholder: 'e.g. https://example.com/logo.png',
			description: 'Where Patchworks gets the picture from',
		}),
		bodyNumber('version', {
			displayName: 'Version',
			name: 'version',
			required: true,
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'Which version of the connector this is, as a number',
		}),
		bodyField('version_name', {
			displayName: 'Version Name',
			name: 'versionName',
			required: true,
			default: '1',
			placeholder: 'e.g. 2024-01',
			description: 'What the version is called, such as that of the API it is for',
		}),
		rateLimitUnit,
		rateLimitDuration,
		simplifyField,
		additionalFields(
			bodyField('system_type_id', {
				displayName: 'Connector Type ID',
				name: 'connectorTypeId',
				placeholder: 'e.g. 1',
				description: 'What kind of connector it is; the API calls it a system type',
			}),
		),
	],
};
