import { locator } from '../../description/fields';
import { flowId } from '../flow/fields';

export const flowVersionId = locator({
	name: 'flowVersionId',
	displayName: 'Flow Version',
	searchListMethod: 'searchFlowVersions',
	byName: false,
	placeholder: 'e.g. 5678',
	description:
		'The version of the process flow. It is the ID that counts, not the number that the dashboard shows.',
});

/** For requests that do not name the flow: it only narrows the list of versions. */
export const flowOfVersion = {
	...flowId,
	required: false,
	description: 'The process flow whose versions to choose from; leave it empty to choose from all',
};

/** For requests that do not name the version: it is asked for only so that its shapes can be listed. */
export const versionOfShape = {
	...flowVersionId,
	required: false,
	description:
		'The version whose shapes to choose from; not needed when the shape is given by its ID',
};

/** What is left of a flow version when it is simplified. */
export const FLOW_VERSION_SUMMARY = [
	'id',
	'flow_id',
	'name',
	'iteration',
	'status',
	'is_deployed',
	'deployed_at',
	'created_at',
	'updated_at',
];
