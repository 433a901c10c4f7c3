import { DEPLOYS } from '../../description/builderHints';
import { updateFields } from '../../description/collections';
import { notice } from '../../description/fields';
import { bodyDate } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { FLOW_VERSION_SUMMARY, flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update flow version',
		description:
			'Change when a version counts as deployed. Whether that deploys it is not published: try it on a flow that does not matter.',
		builderHint: DEPLOYS,
		routing: {
			request: { method: 'PUT', url: '/api/v1/flows/{flowId}/versions/{flowVersionId}' },
			output: { postReceive: [simplify(FLOW_VERSION_SUMMARY)] },
		},
	},
	fields: [
		notice(
			'deployNotice',
			'This may put the version live. Whether it does is not published: try it on a flow that does not matter.',
		),
		flowId,
		flowVersionId,
		simplifyField,
		updateFields(
			bodyDate('deployed_at', {
				displayName: 'Deployed At',
				name: 'deployedAt',
				description: 'When the version counts as deployed; empty for not deployed',
			}),
		),
	],
};
