import { filters, options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { queryChoice, queryField, queryFlag } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { CONNECTOR_SUMMARY } from './fields';

/**
 * Inferred path: the operation is documented, its address is not visible. What its filters but the
 * name take is not published.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many connectors',
		description: 'List the connectors of your company; the API calls them systems',
		routing: {
			request: { method: 'GET', url: '/api/v1/systems' },
			output: { postReceive: [simplify(CONNECTOR_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[fromApp]', {
				displayName: 'Blueprint ID',
				name: 'fromApp',
				placeholder: 'e.g. 15',
				description: 'Only connectors that came with this blueprint; the API calls it an app',
			}),
			queryChoice('filter[fromMarketplace]', {
				displayName: 'Origin',
				name: 'fromMarketplace',
				yes: 'From the Marketplace',
				no: 'Not From the Marketplace',
				description: 'Only connectors that came from the marketplace, or only the others',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Shopify',
				description: 'Only connectors with this name',
			}),
			queryFlag('filter[withUpdatable]', {
				displayName: 'Tell What Can Be Updated',
				name: 'withUpdatable',
				description: 'Whether to say of each connector if it can be updated',
			}),
		),
		options(
			queryField('fields[systems]', {
				displayName: 'Fields',
				name: 'fields',
				type: 'multiOptions',
				options: [
					{ name: 'Colour', value: 'colour' },
					{ name: 'Connector Template ID', value: 'system_template_id' },
					{ name: 'Connector Type ID', value: 'system_type_id' },
					{ name: 'Created At', value: 'created_at' },
					{ name: 'Date Format', value: 'date_format' },
					{ name: 'Help Link', value: 'help_link' },
					{ name: 'ID', value: 'id' },
					{ name: 'Label', value: 'label' },
					{ name: 'Name', value: 'name' },
					{ name: 'Protocol', value: 'protocol' },
					{ name: 'Rate Limit Duration', value: 'rate_limit_duration' },
					{ name: 'Rate Limit Unit', value: 'rate_limit_unit' },
					{ name: 'Updated At', value: 'updated_at' },
					{ name: 'Version', value: 'version' },
					{ name: 'Version Name', value: 'version_name' },
				],
				default: [],
				description: 'The properties to return of each connector; by default all',
			}),
			...relations([
				'authenticationImplementations',
				'authenticationImplementations.authenticationType',
				'authenticationImplementations.variables',
				'connectors',
				'connectors.authenticationImplementation',
				'endpoints',
				'logo',
				'systemTemplate',
				'systemTemplate.company',
				'systemTemplate.marketplaceCompany',
				'systemType',
				'variables',
			]),
		),
	],
};
