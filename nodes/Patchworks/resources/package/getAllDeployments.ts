import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryChoice, queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { packageId } from './fields';
import { virtualEnvironmentId } from '../virtualEnvironment/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-deployments */
export const getAllDeployments: Operation = {
	option: {
		name: 'Get Many Deployments',
		value: 'getAllDeployments',
		action: 'See which flow versions are deployed where',
		description:
			'List which flow versions are deployed to everyone or to a virtual environment; the API calls them flow version deployments',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-version-deployments' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(
			queryField('filter[flowVersion.flow]', {
				...flowId,
				required: false,
				description: 'Only deployments of this process flow',
			}),
			queryChoice('filter[global]', {
				displayName: 'Deployed For',
				name: 'global',
				yes: 'Everything (Global)',
				no: 'Virtual Environments',
				description: 'Only deployments for all runs, or only those to a virtual environment',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Orders',
				description: 'Only deployments with this name',
			}),
			queryField('filter[package_id]', {
				...packageId,
				required: false,
				description: 'Only deployments of this package',
			}),
			queryField('filter[virtual_environment_id]', {
				...virtualEnvironmentId,
				required: false,
				description: 'Only deployments to this virtual environment',
			}),
		),
	],
};
