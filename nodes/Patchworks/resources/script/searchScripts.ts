import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists scripts by name: https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts */
export const searchScripts = listFrom({
	path: '/api/v1/scripts',
	searchParameter: 'filter[name]',
	toEntry: ({ id, name, language }) => describedEntry(id, name ?? id, language),
});
