import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists cross-reference lookups: https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/working-with-cross-reference-lookup-api-requests */
export const searchCrossReferenceLookups = listFrom({
	path: '/api/v1/cross-reference-lookups',
	toEntry: namedEntry,
});
