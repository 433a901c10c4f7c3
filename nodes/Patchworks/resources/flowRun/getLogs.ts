import { options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { queryField, queryFlag } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { flowRunId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/flow-run-logs */
export const getLogs: Operation = {
	option: {
		name: 'Get Logs',
		value: 'getLogs',
		action: 'Get logs of flow run',
		description: 'List what a run logged, shape by shape; Patchworks keeps logs for 7 days',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-runs/{flowRunId}/flow-run-logs' },
		},
	},
	isAboutRuns: true,
	fields: [
		flowRunId,
		returnAll,
		limit,
		sort({ id: 'ID', created_at: 'Time' }, false),
		options(
			...relations(['flowRunLogMetadata']),
			queryField('fields[flowStep]', {
				displayName: 'Shape Properties',
				name: 'flowStepFields',
				placeholder: 'e.g. id,name',
				description: 'The properties to return of the shape of each log, separated by commas',
			}),
			queryFlag('load_payload_ids', {
				displayName: 'Load Payload IDs',
				name: 'loadPayloadIds',
				description: 'Whether each log has the ID of its payload, to download it by',
			}),
		),
	],
};
