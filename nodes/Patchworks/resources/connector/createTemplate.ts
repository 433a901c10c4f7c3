import { additionalFields, bodyField, bodyNumber, colourField } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { rateLimitDuration, rateLimitUnit } from '../connectorInstance/fields';

/**
 * Inferred path, from the one of Get Many; the documented list of its fields is cut after the type.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/system-templates
 */
export const createTemplate: Operation = {
	option: {
		name: 'Create Template',
		value: 'createTemplate',
		action: 'Create a connector template',
		description:
			'Create a template that connectors are made from; the API calls it a system template',
		routing: {
			request: { method: 'POST', url: '/api/v1/patchworks/system-templates' },
		},
	},
	fields: [
		bodyField('label', {
			displayName: 'Label',
			name: 'label',
			required: true,
			placeholder: 'e.g. Demo shop',
			description: 'The name to show in the dashboard',
		}),
		colourField,
		bodyField('logo_url', {
			displayName: 'Logo URL',
			name: 'logoUrl',
			required: true,
			placeholder: 'e.g. https://example.com/logo.png',
			description: 'Where the logo is to be found',
		}),
		bodyNumber('version', {
			displayName: 'Version',
			name: 'version',
			required: true,
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'The number of the version',
		}),
		bodyField('version_name', {
			displayName: 'Version Name',
			name: 'versionName',
			required: true,
			default: '1',
			placeholder: 'e.g. 2024-01',
			description: 'The name of the version, such as the one of the API it is for',
		}),
		rateLimitUnit,
		rateLimitDuration,
		additionalFields(
			bodyField('system_type_id', {
				displayName: 'Connector Type ID',
				name: 'connectorTypeId',
				placeholder: 'e.g. 1',
				description: 'The type of the connector; the API calls it a system type',
			}),
		),
	],
};
