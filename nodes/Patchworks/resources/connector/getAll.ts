import {
	filters,
	limit,
	options,
	queryField,
	queryFlag,
	relations,
	returnAll,
	simplifyField,
} from '../../description/fields';
import { simplify } from '../../output/output';
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
				displayName: 'From App',
				name: 'fromApp',
				placeholder: 'e.g. 15',
				description: 'Only connectors that came with this app of the marketplace',
			}),
			queryFlag('filter[fromMarketplace]', {
				displayName: 'From Marketplace',
				name: 'fromMarketplace',
				description: 'Whether to return only connectors that came from the marketplace',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Shopify',
				description: 'Only connectors with this name',
			}),
			queryFlag('filter[withUpdatable]', {
				displayName: 'With Updatable',
				name: 'withUpdatable',
				description: 'Whether to tell which connectors can be updated',
			}),
		),
		options(
			queryField('fields[systems]', {
				displayName: 'Fields',
				name: 'fields',
				type: 'multiOptions',
				options: [
					{ name: 'Colour', value: 'colour' },
					{ name: 'Created At', value: 'created_at' },
					{ name: 'Date Format', value: 'date_format' },
					{ name: 'Help Link', value: 'help_link' },
					{ name: 'ID', value: 'id' },
					{ name: 'Label', value: 'label' },
					{ name: 'Name', value: 'name' },
					{ name: 'Protocol', value: 'protocol' },
					{ name: 'Rate Limit Duration', value: 'rate_limit_duration' },
					{ name: 'Rate Limit Unit', value: 'rate_limit_unit' },
					{ name: 'System Template ID', value: 'system_template_id' },
					{ name: 'System Type ID', value: 'system_type_id' },
					{ name: 'Updated At', value: 'updated_at' },
					{ name: 'Version', value: 'version' },
					{ name: 'Version Name', value: 'version_name' },
				],
				default: [],
				description: 'The fields to return of each connector; by default all',
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
