import { filters, options } from '../../description/collections';
import { limit, nameFilter, relations, returnAll, sort } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/packages */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many packages',
		description: 'List the packages of your company, deployed or not',
		routing: {
			request: { method: 'GET', url: '/api/v1/packages' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(nameFilter('packages', 'Peak release')),
		sort({ name: 'Name' }, false),
		options(
			...relations([
				'createdBy',
				'deployments',
				'deployments.user',
				'deployments.virtualEnvironment',
				'deployments.virtualEnvironment.deployedVersion',
				'flowVersionDeployments',
				'flowVersions',
				'flowVersions.deployments',
				'package',
				'virtualEnvironments',
			]),
			queryField('fields[packages]', {
				displayName: 'Fields',
				name: 'fields',
				type: 'multiOptions',
				options: [
					{ name: 'Created By', value: 'created_by' },
					{ name: 'ID', value: 'id' },
					{ name: 'Name', value: 'name' },
					{ name: 'Notes', value: 'notes' },
				],
				default: ['id', 'name'],
				description: 'The properties to return of each package',
			}),
		),
	],
};
