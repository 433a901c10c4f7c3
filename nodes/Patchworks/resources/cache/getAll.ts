import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';

/** What is left of a cache when it is simplified. */
const SUMMARY = [
	'id',
	'name',
	'scope',
	'flow_id',
	'ttl',
	'ttl_number',
	'ttl_unit',
	'created_at',
	'updated_at',
];

/** https://doc.wearepatchworks.com/product-documentation/api-reference/caching/caches */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many caches',
		description: 'List the caches that process flows store data in',
		routing: {
			request: { method: 'GET', url: '/api/v1/caches' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[flow_id]', {
				...flowId,
				required: false,
				description: 'Only caches that belong to this process flow',
			}),
			queryField('filter[for_flow]', {
				...flowId,
				displayName: 'Usable by Flow',
				name: 'forFlowId',
				required: false,
				description: 'Only caches that this process flow can use, also those of the company',
			}),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Product prices',
				description: 'Only caches with this name',
			}),
			queryField('filter[scope]', {
				displayName: 'Scope',
				name: 'scope',
				placeholder: 'e.g. company',
				description:
					'Only caches with this scope, which says who may use them, as the results show it',
			}),
		),
	],
};
