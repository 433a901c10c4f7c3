import { locator } from '../../description/fields';

export const labelId = locator({
	name: 'labelId',
	displayName: 'Label',
	searchListMethod: 'searchLabels',
	placeholder: 'e.g. 7',
	description: 'The label to work with',
});

/** What a label can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const LABEL_RELATIONS = ['colour', 'name'];
