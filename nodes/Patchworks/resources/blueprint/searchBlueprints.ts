import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists marketplace apps by name: https://doc.wearepatchworks.com/product-documentation/api-reference/marketplace/marketplace-apps */
export const searchBlueprints = listFrom({
	path: '/api/v1/patchworks/marketplace-apps',
	qs: { sort: 'name' },
	searchParameter: 'filter[name]',
	toEntry: ({ id, name, version_name: version }) => describedEntry(id, name ?? id, version),
});
