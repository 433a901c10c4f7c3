import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/caching/cache-step */
export const getShapes: Operation = {
	option: {
		name: 'Get Shapes',
		value: 'getShapes',
		action: 'Get shapes that write to caches',
		description:
			'List the shapes that write to caches: those of one process flow, or those that write to company caches',
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
				description: 'Only shapes of this process flow, whatever caches they write to',
			}),
		),
	],
};
