import { filters, options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { masked } from '../../output/masked';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { INSTANCE_SUMMARY, CERTIFICATE_SECRETS } from './fields';

/**
 * Inferred path: the operation is documented, its address is not visible. What the filters take is
 * not published.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connectors
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many connector instances',
		description: 'List the instances that process flows use; the API calls them connectors',
		routing: {
			request: { method: 'GET', url: '/api/v1/connectors' },
			output: { postReceive: [masked(CERTIFICATE_SECRETS), simplify(INSTANCE_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[canonical_key]', {
				displayName: 'Canonical Key',
				name: 'canonicalKey',
				placeholder: 'e.g. shopify',
				description:
					'Only instances with the key that Patchworks knows their system by, as it stands in the results',
			}),
			queryField(
				'filter[system]',
				locator({
					name: 'connectorId',
					displayName: 'Connector',
					searchListMethod: 'searchConnectors',
					placeholder: 'e.g. 12',
					description: 'Only instances of this connector; the API calls it a system',
					required: false,
				}),
			),
			queryField(
				'filter[system_template_id]',
				locator({
					name: 'connectorTemplateId',
					displayName: 'Connector Template',
					searchListMethod: 'searchConnectorTemplates',
					placeholder: 'e.g. 2',
					description:
						'Only instances of connectors made from this template; the API calls it a system template',
					required: false,
				}),
			),
			queryField(
				'filter[forSystemTemplate]',
				locator({
					name: 'forConnectorTemplateId',
					displayName: 'For Connector Template',
					searchListMethod: 'searchConnectorTemplates',
					placeholder: 'e.g. 2',
					description:
						'Only instances that suit this connector template; the API calls it a system template',
					required: false,
				}),
			),
		),
		sort({ name: 'Name' }, false),
		options(
			...relations([
				'authenticationImplementation',
				'authenticationImplementation.authenticationType',
				'authenticationImplementation.endpoints',
				'authenticationImplementation.endpoints.endpointSchema',
				'authenticationImplementation.endpoints.entityType',
				'authenticationImplementation.endpoints.fieldTags',
				'authenticationImplementation.endpoints.filters',
				'authenticationImplementation.endpoints.system',
				'authenticationImplementation.endpoints.system.logo',
				'authenticationImplementation.endpoints.variables',
				'authenticationImplementation.system',
				'authenticationImplementation.system.logo',
				'authenticationImplementation.system.systemType',
				'certificate',
				'certificate.user',
				'variables',
			]),
		),
	],
};
