import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists the versions of virtual environments: https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
export const searchVirtualEnvironmentVersions = listFrom({
	path: '/api/v1/flow-version-deployments/virtual-environments',
	qs: { include: 'versions' },
	within: 'versions',
	toEntry: ({ id, version, status }, virtualEnvironment) =>
		describedEntry(id, virtualEnvironment.name, `version ${String(version ?? id)}`, status),
});
