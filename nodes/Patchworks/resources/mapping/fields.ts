import { locator } from '../../shared/fields';

/** Is not sent: it narrows the list of versions. */
export const flowOfVersion = locator({
	name: 'flowId',
	displayName: 'Flow',
	searchListMethod: 'searchFlows',
	placeholder: 'e.g. 1234',
	description: 'The flow whose versions the list below offers; not needed with an ID',
	required: false,
});
