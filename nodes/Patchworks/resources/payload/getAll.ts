import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { flowRunId } from '../flowRun/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many payloads',
		description:
			'List the payloads of runs without their content, to download them by; Patchworks keeps them for 72 hours. The API calls this payload metadata.',
		routing: {
			request: { method: 'GET', url: '/api/v1/payload-metadata' },
		},
	},
	isAboutRuns: true,
	fields: [
		returnAll,
		limit,
		filters(
			queryField('filter[flow_log_id]', {
				displayName: 'Flow Log ID',
				name: 'flowLogId',
				placeholder: 'e.g. 3344',
				description: 'Only the payload of the log of a run with this ID',
			}),
			queryField('filter[flow_run_id]', {
				...flowRunId,
				required: false,
				description: 'Only payloads of this run',
			}),
			queryField('filter[flow_step_id]', {
				displayName: 'Shape ID',
				name: 'shapeId',
				placeholder: 'e.g. 1122',
				description: 'Only payloads of the shape with this ID',
			}),
			queryField('filter[id]', {
				displayName: 'Payload ID',
				name: 'id',
				placeholder: 'e.g. 5566',
				description: 'Only the payload with this ID, to see whether it is still there',
			}),
		),
	],
};
