import { listFrom } from '../../description/listFrom';

/** Lists connectors by name: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems */
export const searchConnectors = listFrom({
	path: '/api/v1/systems',
	searchParameter: 'filter[name]',
	toEntry: ({ id, name, label }) => ({ name: String(label ?? name ?? id), value: String(id) }),
});
