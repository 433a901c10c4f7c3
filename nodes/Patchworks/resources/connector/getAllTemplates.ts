import { filters, options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { TEMPLATE_SUMMARY, MARKETPLACE_FILTERS } from './templateFields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/system-templates */
export const getAllTemplates: Operation = {
	option: {
		name: 'Get Many Templates',
		value: 'getAllTemplates',
		action: 'Get many connector templates',
		description:
			'List the templates that connectors are made from; the API calls them system templates',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/system-templates' },
			output: { postReceive: [simplify(TEMPLATE_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField(
				'filter[id]',
				locator({
					name: 'connectorTemplateId',
					displayName: 'Connector Template',
					searchListMethod: 'searchConnectorTemplates',
					placeholder: 'e.g. 2',
					description: 'Only the template that is picked or has this ID',
					required: false,
				}),
			),
			queryField('filter[system_type_id]', {
				displayName: 'Connector Type ID',
				name: 'connectorTypeId',
				placeholder: 'e.g. 1',
				description: 'Only templates of this type; the API calls it a system type',
			}),
			queryField('filter[forPlatformApp]', {
				displayName: 'For Platform App ID',
				name: 'forPlatformApp',
				placeholder: 'e.g. 4',
				description:
					'Only templates for the app of a platform with this ID. How that differs from Platform App ID is not published.',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Shopify',
				description: 'Only templates with this name',
			}),
			queryField('filter[platformApp]', {
				displayName: 'Platform App ID',
				name: 'platformApp',
				placeholder: 'e.g. 4',
				description: 'Only templates of the app of a platform with this ID',
			}),
			queryField('filter[visibility]', {
				displayName: 'Visibility',
				name: 'visibility',
				placeholder: 'e.g. public',
				description: 'Only templates that are visible in this way, as it stands in the results',
			}),
			...MARKETPLACE_FILTERS,
		),
		sort({ created_at: 'Creation Time', name: 'Name' }),
		options(
			...relations([
				'authenticationImplementationTemplates.authenticationType',
				'authenticationImplementationTemplates.variableTemplates',
				'company',
				'logo',
				'marketplaceCompany',
				'publicCompany',
				'systemType',
			]),
		),
	],
};
