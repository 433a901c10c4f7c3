import { locator } from '../../description/fields';
import { scriptId } from '../script/fields';

/** For requests that do not name the script: it is asked for only so that its versions can be listed. */
export const scriptOfVersion = {
	...scriptId,
	required: false,
	description:
		'The script whose versions to choose from; not needed when the version is given by its ID',
};

export const scriptVersionId = locator({
	name: 'scriptVersionId',
	displayName: 'Script Version',
	searchListMethod: 'searchScriptVersions',
	byName: false,
	placeholder: 'e.g. 1311',
	description: 'The version of the script, of which one is deployed',
});
