import { locator } from '../../shared/fields';

/** Is not sent: it narrows the list of versions. */
export const scriptOfVersion = locator({
	name: 'scriptId',
	displayName: 'Script',
	searchListMethod: 'searchScripts',
	placeholder: 'e.g. 1301',
	description: 'The script whose versions the list below offers; not needed with an ID',
	required: false,
});

export const scriptVersionId = locator({
	name: 'scriptVersionId',
	displayName: 'Script Version',
	searchListMethod: 'searchScriptVersions',
	placeholder: 'e.g. 1311',
	description: 'The version of the script to work with',
});
