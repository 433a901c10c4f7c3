import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowOfVersion, versionOfShape } from '../flowVersion/fields';
import { SHAPE_SUMMARY, shapeId } from './fields';

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-routes-and-branches
 */
export const getRoutes: Operation = {
	option: {
		name: 'Get Routes',
		value: 'getRoutes',
		action: 'Get routes of shape',
		description: 'List the routes of a shape that sends data on in several ways',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-steps/{shapeId}/routes' },
			output: { postReceive: [simplify(SHAPE_SUMMARY)] },
		},
	},
	fields: [flowOfVersion, versionOfShape, shapeId, returnAll, limit, simplifyField],
};
