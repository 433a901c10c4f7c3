import { filters, options } from '../../description/collections';
import { limit, nameFilter, relations, returnAll, sort } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/packages */
export const getDeployed: Operation = {
	option: {
		name: 'Get Deployed',
		value: 'getDeployed',
		action: 'Get packages that are deployed',
		description: 'List only the packages that are deployed somewhere',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-version-deployments/packages' },
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
				'deployments.user',
				'deployments.virtualEnvironment.deployedVersion',
				'flowVersionDeployments',
				'flowVersions.deployments',
				'package',
				'virtualEnvironments',
			]),
		),
	],
};
