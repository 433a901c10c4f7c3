import { bodyField, locator } from '../../description/fields';

export const dataPoolId = locator({
	name: 'dataPoolId',
	displayName: 'Data Pool',
	searchListMethod: 'searchDataPools',
	placeholder: 'e.g. 12',
	description: 'The data pool to work with',
});

/** What a data pool can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking */
export const DATA_POOL_RELATIONS = ['description', 'name'];

export const description = bodyField('description', {
	displayName: 'Description',
	name: 'description',
	placeholder: 'e.g. Orders already sent to the warehouse',
	description: 'What the data pool is for, up to 255 characters',
});
