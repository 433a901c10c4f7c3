import { bodyDate, updateFields } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a flow version',
		description:
			'Change when a version counts as deployed. Whether that deploys it is not published: try it on a flow that does not matter.',
		routing: {
			request: { method: 'PUT', url: '/api/v1/flows/{flowId}/versions/{flowVersionId}' },
		},
	},
	fields: [
		flowId,
		flowVersionId,
		updateFields(
			bodyDate('deployed_at', {
				displayName: 'Deployed At',
				name: 'deployedAt',
				description: 'The time of deployment; leave it empty to send none',
			}),
		),
	],
};
