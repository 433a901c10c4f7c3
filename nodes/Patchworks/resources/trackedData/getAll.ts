import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryDate, queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { checkSpan } from '../../features/checkSpan';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { aSpan } from '../../request/transforms/dates';
import { flowId } from '../flow/fields';
import { flowRunId } from '../flowRun/fields';

/** What is left of tracked data when it is simplified. */
const SUMMARY = [
	'id',
	'value',
	'flow_id',
	'flow_run_id',
	'step_id',
	'entity_type_id',
	'direction',
	'success',
	'created_at',
	'updated_at',
];

/**
 * The operation and its filters are documented; the path is that of a published client,
 * https://github.com/NoDiskInDriveA/patchworks-api. The format of the dates is not published.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking/tracked-data
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Search tracked data, such as order numbers',
		description:
			'Find which runs handled a record, such as an order by its number; Patchworks keeps tracked data for 15 days after it was last seen',
		routing: {
			request: { method: 'GET', url: '/api/v1/tracked-data' },
			output: {
				postReceive: [
					checkSpan(
						'created_at',
						'tracked data',
						{ parameter: 'filters.createdAfter', label: 'Created After', wants: 'after' },
						{ parameter: 'filters.createdBefore', label: 'Created Before', wants: 'before' },
					),
					simplify(SUMMARY),
				],
			},
		},
	},
	transforms: [
		aSpan(
			{ query: 'filter[created_after]', label: 'Created After' },
			{ query: 'filter[created_before]', label: 'Created Before' },
		),
	],
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryDate('filter[created_after]', {
				displayName: 'Created After',
				name: 'createdAfter',
				description: 'Only what was first tracked after this time',
			}),
			queryDate('filter[created_before]', {
				displayName: 'Created Before',
				name: 'createdBefore',
				description: 'Only what was first tracked before this time',
			}),
			queryField(
				'filter[entity_type_id]',
				locator({
					name: 'entityTypeId',
					displayName: 'Entity Type',
					searchListMethod: 'searchEntityTypes',
					placeholder: 'e.g. 37',
					description: 'Only data of this kind, such as orders',
				}),
			),
			queryField('filter[flow_id]', {
				...flowId,
				required: false,
				description: 'Only what this process flow tracked',
			}),
			queryField('filter[flow_run_id]', {
				...flowRunId,
				required: false,
				description: 'Only what this run tracked',
			}),
			queryField('filter[step_id]', {
				displayName: 'Shape ID',
				name: 'shapeId',
				placeholder: 'e.g. 1122',
				description: 'Only what the shape with this ID tracked',
			}),
			queryField('filter[value]', {
				displayName: 'Value',
				name: 'value',
				placeholder: 'e.g. ORDER-1001',
				description: 'Only records with this value, such as an order by its number',
			}),
		),
	],
};
