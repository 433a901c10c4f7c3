import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { SHAPE_SUMMARY, shapeId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get shape',
		description: 'Get one shape of a version of a process flow and its settings',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/steps/{shapeId}' },
			output: { postReceive: [simplify(SHAPE_SUMMARY)] },
		},
	},
	fields: [flowOfVersion, flowVersionId, shapeId, simplifyField],
};
