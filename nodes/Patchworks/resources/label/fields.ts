import { locator } from '../../description/fields';

export const labelId = locator({
	name: 'labelId',
	displayName: 'Label',
	searchListMethod: 'searchLabels',
	placeholder: 'e.g. 7',
	description: 'The label, by its name in the dashboard',
});
