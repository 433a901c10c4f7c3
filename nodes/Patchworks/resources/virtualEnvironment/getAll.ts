import { filters, options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { queryChoice, queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { labelId } from '../label/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many virtual environments',
		description: 'List the virtual environments of your company, to which packages are deployed',
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
			queryChoice('filter[hasDeployedVersion]', {
				displayName: 'Deployed Version',
				name: 'hasDeployedVersion',
				yes: 'With a Deployed Version',
				no: 'Without a Deployed Version',
				description: 'Only virtual environments with a deployed version, or only the others',
			}),
			queryField('filter[labelled]', {
				...labelId,
				required: false,
				description: 'Only virtual environments with this label',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Staging',
				description: 'Only virtual environments with this name',
			}),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				placeholder: 'e.g. Deployed',
				description: 'Only virtual environments in this state, as it stands in the results',
			}),
			queryField('filter[type]', {
				displayName: 'Type',
				name: 'type',
				placeholder: 'e.g. staging',
				description: 'Only virtual environments of this type, as it stands in the results',
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
