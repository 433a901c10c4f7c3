import { addFailureSummaries } from '../../features/addFailureSummary';
import {
	filters,
	limit,
	locator,
	options,
	queryField,
	queryFlag,
	relations,
	returnAll,
	simplifyField,
	sort,
} from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { aSpan, dateAsMilliseconds } from '../../request/transforms/dates';
import { flowId } from '../flow/fields';
import { FLOW_RUN_SUMMARY, STATUSES, TRIGGERS } from '../../../api/flowRunFields';
import { FLOW_RUN_RELATIONS } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Find failed, running or finished flow runs',
		description:
			'List runs of process flows by status, time, flow or trigger, such as those that failed last night',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-runs' },
			output: {
				postReceive: [addFailureSummaries, simplify([...FLOW_RUN_SUMMARY, 'failureSummary'])],
			},
		},
	},
	transforms: [
		aSpan(
			{ query: 'filter[started_after]', label: 'Started After' },
			{ query: 'filter[started_before]', label: 'Started Before' },
		),
	],
	isAboutRuns: true,
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[flow_id]', {
				...flowId,
				required: false,
				description: 'Only runs of this process flow',
			}),
			queryField('filter[flow_version_id]', {
				displayName: 'Flow Version ID',
				name: 'flowVersionId',
				placeholder: 'e.g. 5678',
				description: 'Only runs of this version of a flow',
			}),
			queryFlag('filter[has_warnings]', {
				displayName: 'Has Warnings',
				name: 'hasWarnings',
				description: 'Whether to return only runs that logged a warning',
			}),
			queryFlag('filter[retried]', {
				displayName: 'Retried',
				name: 'retried',
				description: 'Whether to return only runs that have been retried',
			}),
			queryField('filter[search]', {
				displayName: 'Search',
				name: 'search',
				placeholder: 'e.g. order 1001',
				description: 'Only runs that match this text',
			}),
			startFilter('started_after', 'Started After', 'Only runs that started after this time'),
			startFilter('started_before', 'Started Before', 'Only runs that started before this time'),
			startFilter('started_on', 'Started On', 'Only runs that started on this day'),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: STATUSES,
				default: 3,
				description: 'Only runs in this state',
			}),
			queryField('filter[trigger]', {
				displayName: 'Trigger',
				name: 'trigger',
				type: 'options',
				options: TRIGGERS,
				default: 'API',
				description: 'Only runs that were started this way',
			}),
			queryField('filter[user_id]', {
				displayName: 'User ID',
				name: 'userId',
				placeholder: 'e.g. 42',
				description: 'Only runs that this user started',
			}),
			queryField(
				'filter[virtual_environment_id]',
				locator({
					name: 'virtualEnvironmentId',
					displayName: 'Virtual Environment',
					searchListMethod: 'searchVirtualEnvironments',
					placeholder: 'e.g. 12',
					description: 'Only runs in this virtual environment',
					required: false,
				}),
			),
		),
		options(
			{
				displayName: 'Add Failure Summary',
				name: 'addFailureSummary',
				type: 'boolean',
				default: true,
				description:
					'Whether to say of each failed run why it failed, by its logs. It also finds errors that the flow caught. Costs a request for each of these runs.',
			},
			...relations(FLOW_RUN_RELATIONS),
			queryField('fields[flow]', {
				displayName: 'Flow Fields',
				name: 'flowFields',
				placeholder: 'e.g. id,name',
				description: 'The fields to return of an included flow, separated by commas',
			}),
			sort({ started_at: 'Start Time' }),
			queryField('fields[trackedData]', {
				displayName: 'Tracked Data Fields',
				name: 'trackedDataFields',
				type: 'multiOptions',
				options: [{ name: 'ID', value: 'id' }],
				default: ['id'],
				description: 'The fields to return of included tracked data',
			}),
		),
	],
};

/** A filter by the time of the start, which the API takes as Unix milliseconds. */
function startFilter(filter: string, displayName: string, description: string) {
	const parameter = `filter[${filter}]`;
	const field = queryField(parameter, {
		displayName,
		name: displayName.charAt(0).toLowerCase() + displayName.slice(1).replace(' ', ''),
		type: 'dateTime',
		default: '',
		description,
	});
	return { ...field, transforms: [dateAsMilliseconds(parameter, displayName)] };
}
