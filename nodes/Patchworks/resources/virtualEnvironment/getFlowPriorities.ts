import { limit, returnAll } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';

/** What is left of a flow priority when it is simplified. */
const SUMMARY = [
	'id',
	'flow_id',
	'priority',
	'model_type',
	'original_model_id',
	'replacement_model_id',
	'version',
	'virtual_environment_id',
	'status',
	'deployed_at',
];

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environment-versions
 */
export const getFlowPriorities: Operation = {
	option: {
		name: 'Get Flow Priorities',
		value: 'getFlowPriorities',
		action: 'Get flow priorities of virtual environment',
		description:
			'List the priorities that process flows have in a version of a virtual environment',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/virtual-environment-versions/{virtualEnvironmentVersionId}/flow-priorities',
			},
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [
		locator({
			name: 'virtualEnvironmentVersionId',
			displayName: 'Virtual Environment Version',
			searchListMethod: 'searchVirtualEnvironmentVersions',
			byName: false,
			placeholder: 'e.g. 34',
			description: 'The version of a virtual environment to list the priorities of',
		}),
		returnAll,
		limit,
		simplifyField,
	],
};
