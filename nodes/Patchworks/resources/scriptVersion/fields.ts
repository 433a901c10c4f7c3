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

/** What is left of a script version when it is simplified. */
export const SCRIPT_VERSION_SUMMARY = [
	'id',
	'script_id',
	'name',
	'version',
	'status',
	'deploying',
	'deployed_at',
	'deployment_failure_reason',
	'last_invoked_on',
	'updated_at',
];
