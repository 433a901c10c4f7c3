import {
	filters,
	limit,
	options,
	queryField,
	queryFlag,
	relations,
	returnAll,
} from '../../description/fields';
import type { Operation } from '../../description/operation';
import { labelId } from '../label/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many virtual environments',
		description: 'List the virtual environments that something is deployed to',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/flow-version-deployments/virtual-environments',
			},
		},
	},
	fields: [
		returnAll,
		limit,
		filters(
			queryFlag('filter[hasDeployedVersion]', {
				displayName: 'Has Deployed Version',
				name: 'hasDeployedVersion',
				description: 'Whether to return only those of which a version is deployed',
			}),
			queryField('filter[labelled]', {
				...labelId,
				required: false,
				description: 'Only those with this label',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Staging',
				description: 'Only those with this name',
			}),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				placeholder: 'e.g. Deployed',
				description: 'Only those in this state, as it stands in the results',
			}),
			queryField('filter[type]', {
				displayName: 'Type',
				name: 'type',
				description: 'Only those of this type, as it stands in the results',
			}),
		),
		options(
			...relations([
				'deployedVersion',
				'deployments',
				'firstVersion',
				'firstVersion.user',
				'versions',
			]),
		),
	],
};
