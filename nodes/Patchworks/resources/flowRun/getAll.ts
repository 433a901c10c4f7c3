import { limit, locator, relations, returnAll, simplifyField, sort } from '../../shared/fields';
import { simplify } from '../../shared/output';
import type { Operation } from '../../shared/resource';
import { dateAsMilliseconds } from '../../shared/steps';
import { flowId } from '../flow/fields';
import { FLOW_RUN_RELATIONS, FLOW_RUN_SUMMARY, STATUSES, TRIGGERS } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flow runs',
		description: 'List runs of process flows, such as those that failed last night',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-runs' },
			output: { postReceive: [simplify(FLOW_RUN_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					...flowId,
					required: false,
					description: 'Only runs of this process flow',
					routing: {
						send: { type: 'query', property: 'filter[flow_id]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Flow Version ID',
					name: 'flowVersionId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 5678',
					description: 'Only runs of this version of a flow',
					routing: {
						send: {
							type: 'query',
							property: 'filter[flow_version_id]',
							propertyInDotNotation: false,
						},
					},
				},
				{
					displayName: 'Has Warnings',
					name: 'hasWarnings',
					type: 'boolean',
					default: true,
					description: 'Whether to return only runs that logged a warning',
					routing: {
						send: { type: 'query', property: 'filter[has_warnings]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Retried',
					name: 'retried',
					type: 'boolean',
					default: true,
					description: 'Whether to return only runs that have been retried',
					routing: {
						send: { type: 'query', property: 'filter[retried]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. order 1001',
					description: 'Only runs that match this text',
					routing: {
						send: { type: 'query', property: 'filter[search]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Started After',
					name: 'startedAfter',
					type: 'dateTime',
					default: '',
					description: 'Only runs that started after this time',
					routing: {
						send: {
							type: 'query',
							property: 'filter[started_after]',
							propertyInDotNotation: false,
							preSend: [dateAsMilliseconds('filter[started_after]', 'Started After')],
						},
					},
				},
				{
					displayName: 'Started Before',
					name: 'startedBefore',
					type: 'dateTime',
					default: '',
					description: 'Only runs that started before this time',
					routing: {
						send: {
							type: 'query',
							property: 'filter[started_before]',
							propertyInDotNotation: false,
							preSend: [dateAsMilliseconds('filter[started_before]', 'Started Before')],
						},
					},
				},
				{
					displayName: 'Started On',
					name: 'startedOn',
					type: 'dateTime',
					default: '',
					description: 'Only runs that started on this day',
					routing: {
						send: {
							type: 'query',
							property: 'filter[started_on]',
							propertyInDotNotation: false,
							preSend: [dateAsMilliseconds('filter[started_on]', 'Started On')],
						},
					},
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: STATUSES,
					default: 3,
					description: 'Only runs in this state',
					routing: {
						send: { type: 'query', property: 'filter[status]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'Trigger',
					name: 'trigger',
					type: 'options',
					options: TRIGGERS,
					default: 'API',
					description: 'Only runs that were started this way',
					routing: {
						send: { type: 'query', property: 'filter[trigger]', propertyInDotNotation: false },
					},
				},
				{
					displayName: 'User ID',
					name: 'userId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 42',
					description: 'Only runs that this user started',
					routing: {
						send: { type: 'query', property: 'filter[user_id]', propertyInDotNotation: false },
					},
				},
				{
					...locator({
						name: 'virtualEnvironmentId',
						displayName: 'Virtual Environment',
						searchListMethod: 'searchVirtualEnvironments',
						placeholder: 'e.g. 12',
						description: 'Only runs in this virtual environment',
						required: false,
					}),
					routing: {
						send: {
							type: 'query',
							property: 'filter[virtual_environment_id]',
							propertyInDotNotation: false,
						},
					},
				},
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				...relations(FLOW_RUN_RELATIONS),
				{
					displayName: 'Flow Fields',
					name: 'flowFields',
					type: 'string',
					default: '',
					placeholder: 'e.g. id,name',
					description: 'The fields to return of an included flow, separated by commas',
					routing: {
						send: { type: 'query', property: 'fields[flow]', propertyInDotNotation: false },
					},
				},
				sort({ started_at: 'Start Time' }),
				{
					displayName: 'Tracked Data Fields',
					name: 'trackedDataFields',
					type: 'multiOptions',
					options: [{ name: 'ID', value: 'id' }],
					default: ['id'],
					description: 'The fields to return of included tracked data',
					routing: {
						send: { type: 'query', property: 'fields[trackedData]', propertyInDotNotation: false },
					},
				},
			],
		},
	],
};
