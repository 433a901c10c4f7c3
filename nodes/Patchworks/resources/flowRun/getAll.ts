import { addFailureSummaries } from '../../features/addFailureSummary';
import { checkSpan } from '../../features/checkSpan';
import { checkRunFilters } from '../../features/checkFilters';
import { filters, options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryChoice, queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplifyFlowRuns } from '../../output/simplifyFlowRuns';
import type { Operation } from '../../description/operation';
import { aSpan, dateAsMilliseconds, dayAsMilliseconds } from '../../request/transforms/dates';
import { flowId } from '../flow/fields';
import { STATUSES, TRIGGER_OPTIONS } from '../../../api/flowRun';
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
				postReceive: [
					checkRunFilters,
					checkSpan(
						'started_at',
						'flow run',
						{ parameter: 'filters.startedAfter', label: 'Started After', wants: 'after' },
						{ parameter: 'filters.startedBefore', label: 'Started Before', wants: 'before' },
						{ parameter: 'filters.startedOn', label: 'Started On', wants: 'on' },
					),
					addFailureSummaries,
					simplifyFlowRuns,
				],
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
				description: 'Only runs of the version of a process flow with this ID',
			}),
			queryChoice('filter[has_warnings]', {
				displayName: 'Warnings',
				name: 'hasWarnings',
				yes: 'With Warnings',
				no: 'Without Warnings',
				description: 'Only runs that logged a warning, or only runs that logged none',
			}),
			queryChoice('filter[retried]', {
				displayName: 'Retried',
				name: 'retried',
				yes: 'Retried',
				no: 'Not Retried',
				description: 'Only runs that have been retried, or only those that have not',
			}),
			queryField('filter[search]', {
				displayName: 'Search',
				name: 'search',
				placeholder: 'e.g. order 1001',
				description: 'Only runs in which Patchworks finds this text',
			}),
			startFilter('started_after', 'Started After', 'Only runs that started after this time'),
			startFilter('started_before', 'Started Before', 'Only runs that started before this time'),
			startFilter(
				'started_on',
				'Started On',
				'Only runs that started on this day',
				dayAsMilliseconds,
			),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: STATUSES,
				default: 3,
				description: 'Only runs that are going on, or that ended in this way',
			}),
			queryField('filter[trigger]', {
				displayName: 'Started By',
				name: 'trigger',
				type: 'options',
				options: TRIGGER_OPTIONS,
				default: 'API',
				description: 'Only runs that were started in this way; the API calls it the trigger',
			}),
			queryField('filter[user_id]', {
				displayName: 'User ID',
				name: 'userId',
				placeholder: 'e.g. 42',
				description: 'Only runs that the user with this ID started',
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
		sort({ started_at: 'Start Time' }),
		options(
			{
				displayName: 'Add Failure Summary',
				name: 'addFailureSummary',
				type: 'boolean',
				default: true,
				description:
					'Whether to say of each failed run why it failed, by its logs. It also finds errors that the flow caught. Costs a request for each of these runs.',
			},
			...relations(FLOW_RUN_RELATIONS, 'flowRunLogs_count'),
			queryField('fields[flow]', {
				displayName: 'Flow Properties',
				name: 'flowFields',
				placeholder: 'e.g. id,name',
				description: 'The properties to return of an included flow, separated by commas',
			}),
			queryField('fields[trackedData]', {
				displayName: 'Tracked Data Properties',
				name: 'trackedDataFields',
				type: 'multiOptions',
				options: [{ name: 'ID', value: 'id' }],
				default: ['id'],
				description: 'The properties to return of included tracked data',
			}),
		),
	],
};

/** A filter by the time of the start, which the API takes as Unix milliseconds. */
function startFilter(
	filter: string,
	displayName: string,
	description: string,
	asMilliseconds = dateAsMilliseconds,
) {
	const parameter = `filter[${filter}]`;
	const field = queryField(parameter, {
		displayName,
		name: displayName.charAt(0).toLowerCase() + displayName.slice(1).replace(' ', ''),
		type: 'dateTime',
		default: '',
		description,
	});
	return { ...field, transforms: [asMilliseconds(parameter, displayName)] };
}
