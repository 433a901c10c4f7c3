import { locator } from '../../description/fields';

export const packageId = locator({
	name: 'packageId',
	displayName: 'Package',
	searchListMethod: 'searchPackages',
	placeholder: 'e.g. 12',
	description: 'The package, such as one of a release',
});
