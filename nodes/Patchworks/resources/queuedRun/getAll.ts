import { filters, options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplifyQueuedRuns, withFlow } from '../../output/simplifyQueuedRuns';
import type { Operation } from '../../description/operation';
import { flowVersionId } from '../flowVersion/fields';

/**
 * The operation and its filters are documented; the path and the relations are those of a published
 * client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many queued runs',
		description:
			'List the runs that wait in the queue to start, such as those that the API has just started; the API calls them scheduled flows',
		routing: {
			request: { method: 'GET', url: '/api/v1/scheduled-flows' },
			output: { postReceive: [simplifyQueuedRuns] },
		},
	},
	transforms: [withFlow],
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[flow_version_id]', {
				...flowVersionId,
				required: false,
				description: 'Only runs of this version of a process flow',
			}),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				placeholder: 'e.g. pending',
				description: 'Only runs with this status in the queue, as the results show it',
			}),
		),
		options(...relations(['flow', 'flowVersion', 'payloadMetadata'])),
	],
};
