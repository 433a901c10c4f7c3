import { locator } from '../../description/fields';

export const virtualEnvironmentId = locator({
	name: 'virtualEnvironmentId',
	displayName: 'Virtual Environment',
	searchListMethod: 'searchVirtualEnvironments',
	placeholder: 'e.g. 12',
	description: 'The virtual environment to work with',
});
