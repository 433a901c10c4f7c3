import { options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { queryFlag } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { SHAPE_SUMMARY } from './fields';

/**
 * The query parameters are those of a published client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many shapes',
		description: 'List the shapes of a version of a process flow; the API calls them flow steps',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/steps' },
			output: { postReceive: [simplify(SHAPE_SUMMARY)] },
		},
	},
	fields: [
		flowOfVersion,
		flowVersionId,
		returnAll,
		limit,
		simplifyField,
		options(
			queryFlag('to_tree', {
				displayName: 'As Tree',
				name: 'asTree',
				description: 'Whether to nest each shape under children of the one it follows',
			}),
			queryFlag('load_notes_count', {
				displayName: 'Count Notes',
				name: 'countNotes',
				description: 'Whether to say of each shape how many notes it has',
			}),
			...relations([
				'cache',
				'connector',
				'endpoint.system.logo',
				'filters',
				'flow',
				'flowVersion',
				'notificationGroup',
				'parentFlowStep',
				'routes',
				'scriptVersion.script',
				'variables',
			]),
		),
	],
};
