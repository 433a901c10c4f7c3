import { bodyField, locator } from '../../shared/fields';

export const labelId = locator({
	name: 'labelId',
	displayName: 'Label',
	searchListMethod: 'searchLabels',
	placeholder: 'e.g. 7',
	description: 'The label to work with',
});

/** What a label can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const LABEL_RELATIONS = ['colour', 'name'];

const COLOURS = [
	'Blue',
	'Cyan',
	'Gray',
	'Green',
	'Orange',
	'Pink',
	'Purple',
	'Red',
	'Yellow',
].flatMap((name) => [
	{ name, value: name.toLowerCase() },
	{ name: `${name} (Inverted)`, value: `${name.toLowerCase()}_inverted` },
]);

export const colour = bodyField('colour', {
	displayName: 'Colour',
	name: 'colour',
	type: 'options',
	options: COLOURS,
	default: 'blue',
	description: 'How the label looks in the dashboard',
});
