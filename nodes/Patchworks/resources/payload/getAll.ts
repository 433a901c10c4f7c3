import { limit, locator, returnAll } from '../../shared/fields';
import type { Operation } from '../../shared/resource';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many payloads',
		description:
			'List what is known of payloads, without their content; Patchworks keeps them for 72 hours. The API calls this payload metadata.',
		routing: {
			request: { method: 'GET', url: '/api/v1/payload-metadata' },
		},
	},
	fields: [
		returnAll,
		limit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Flow Log ID',
					name: 'flowLogId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 3344',
					description: 'Only payloads of this log of a run',
					routing: {
						send: { type: 'query', property: 'filter[flow_log_id]', propertyInDotNotation: false },
					},
				},
				{
					...locator({
						name: 'flowRunId',
						displayName: 'Flow Run',
						searchListMethod: 'searchFlowRuns',
						placeholder: 'e.g. 98765',
						description: 'Only payloads of this run',
						required: false,
					}),
					routing: {
						send: { type: 'query', property: 'filter[flow_run_id]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Flow Step ID',
					name: 'flowStepId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1122',
					description: 'Only payloads of this step of a flow',
					routing: {
						send: { type: 'query', property: 'filter[flow_step_id]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Payload ID',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'e.g. 5566',
					description: 'Only this payload',
					routing: {
						send: { type: 'query', property: 'filter[id]', propertyInDotNotation: false },
					},
				},
			],
		},
	],
};
