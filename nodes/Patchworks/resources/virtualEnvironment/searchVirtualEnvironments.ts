import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists virtual environments that have a deployment: https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
export const searchVirtualEnvironments = listFrom({
	path: '/api/v1/flow-version-deployments/virtual-environments',
	searchParameter: 'filter[name]',
	toEntry: namedEntry,
});
