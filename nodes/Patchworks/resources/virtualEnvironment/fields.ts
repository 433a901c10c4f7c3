import { locator } from '../../description/fields';

export const virtualEnvironmentId = locator({
	name: 'virtualEnvironmentId',
	displayName: 'Virtual Environment',
	searchListMethod: 'searchVirtualEnvironments',
	placeholder: 'e.g. 12',
	description: 'The set of values that process flows run with, such as those of a test shop',
});
