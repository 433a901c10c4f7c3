import { listFrom } from '../../description/listFrom';

/** Lists connector templates by name: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/system-templates */
export const searchConnectorTemplates = listFrom({
	path: '/api/v1/patchworks/system-templates',
	qs: { sort: 'name' },
	searchParameter: 'filter[name]',
	toEntry: ({ id, name, label }) => ({ name: String(label ?? name ?? id), value: String(id) }),
});
