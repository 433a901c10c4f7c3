import { filters, limit, queryField, returnAll } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/caching/cache-step */
export const getSteps: Operation = {
	option: {
		name: 'Get Steps',
		value: 'getSteps',
		action: 'Get the steps that add to caches',
		description:
			'List the steps that add to caches: those of one flow, else those that add to company caches',
		routing: {
			request: { method: 'GET', url: '/api/v1/cache-step' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(
			queryField('flow_id', {
				...flowId,
				required: false,
				description: 'Only steps of this flow, whatever the scope of their caches',
			}),
		),
	],
};
