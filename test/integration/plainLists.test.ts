import type { IDataObject } from 'n8n-workflow';

import { FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

/** What is only listed: what one row of each is, and what is left of it. */
const LISTS: Array<{
	resource: string;
	operation?: string;
	path: string;
	row: IDataObject;
	simple: IDataObject;
	simplify?: boolean;
}> = [
	{
		resource: 'connector',
		operation: 'getAllEntityTypes',
		path: 'patchworks/entity-types',
		row: { id: 37, name: 'Orders' },
		simple: { id: 37, name: 'Orders' },
	},
	{
		resource: 'shape',
		operation: 'getAllFilters',
		path: 'filters',
		row: { id: 1001, match_order: 1, field: 'status', comparison: '=', value: 'open' },
		simple: { id: 1001, field: 'status', comparison: '=', value: 'open' },
		simplify: false,
	},
	{
		resource: 'messageBroker',
		path: 'message-brokers',
		row: { id: 1601, name: 'Order events', port: 5671, variables: [{ key: 'made-up' }] },
		simple: { id: 1601, name: 'Order events', port: 5671 },
		simplify: false,
	},
	{
		resource: 'shape',
		operation: 'getAllFilterValues',
		path: 'model-filter-values',
		row: { id: 983, model_type: 'flow_step', model_id: 30111, filter_id: 1001, value: 'open' },
		simple: { id: 983, model_type: 'flow_step', model_id: 30111, filter_id: 1001, value: 'open' },
	},
	{
		resource: 'shape',
		operation: 'getAllVariables',
		path: 'model-variables',
		row: { id: 982, alias: 'warehouse_code', advanced: false, required: true },
		simple: { id: 982, alias: 'warehouse_code', required: true },
		simplify: false,
	},
	{
		resource: 'notification',
		path: 'notifications',
		row: { id: 'made-up-notification-1', type: 'flow_failed', read: false },
		simple: { id: 'made-up-notification-1', type: 'flow_failed', read: false },
	},
];

describe.each(LISTS)('$path', ({ resource, operation = 'getAll', path, row, simple, simplify }) => {
	testOperations(resource, [
		{
			operation,
			sends: `GET /api/v1/${path}?${FIRST_PAGE}`,
			answer: page([row]),
			gives: [simple],
		},
		{
			operation,
			parameters: { returnAll: true, ...(simplify === false && { simplify }) },
			sends: `GET /api/v1/${path}?page=1&per_page=100`,
			answer: page([row]),
			gives: [row],
		},
	]);
});
