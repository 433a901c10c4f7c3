import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists entity types: https://doc.wearepatchworks.com/product-documentation/api-reference/miscellaneous/entity-types */
export const searchEntityTypes = listFrom({
	path: '/api/v1/patchworks/entity-types',
	toEntry: namedEntry,
});
