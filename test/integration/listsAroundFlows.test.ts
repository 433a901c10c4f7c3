import { searchList } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import type { ListCase } from '../support/harness/lists';
import { testLists } from '../support/harness/lists';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const PAGE = 'page=1&per_page=100';
const NAMED = { row: { id: 7, name: 'Spring' }, entry: { name: 'Spring', value: '7' } };

/** Where a user meets a list that depends on another field. */
const CHOOSING = {
	searchFlowCallbacks: { resource: 'flowCallback', operation: 'delete' },
	searchShapes: { resource: 'shape', operation: 'get' },
};

const LISTS: ListCase[] = [
	{ method: 'searchDataPools', asks: `/api/v1/data-pool?${PAGE}&filter[name]=Spring`, ...NAMED },
	{
		method: 'searchConnectionPools',
		asks: `/api/v1/connection-pools?sort=name&${PAGE}&filter[name]=Spring`,
		...NAMED,
	},
	{
		method: 'searchPackages',
		asks: `/api/v1/packages?sort=name&${PAGE}&filter[name]=Spring`,
		...NAMED,
	},
	{
		method: 'searchLabels',
		asks: `/api/v1/labels?${PAGE}&filter[name]=Spring`,
		row: { id: 7, name: 'Spring', colour: 'green' },
		entry: { name: 'Spring · green', value: '7' },
	},
	{
		method: 'searchLabelTemplates',
		asks: `/api/v1/patchworks/label-templates?sort=name&${PAGE}&filter[name]=Spring`,
		...NAMED,
	},
	{
		method: 'searchCrossReferenceLookups',
		asks: `/api/v1/cross-reference-lookups?${PAGE}`,
		...NAMED,
	},
	{ method: 'searchEntityTypes', asks: `/api/v1/patchworks/entity-types?${PAGE}`, ...NAMED },
	{
		method: 'searchFlowCallbacks',
		parameters: { ...CHOOSING.searchFlowCallbacks, flowId: byId('101') },
		asks: `/api/v1/flows/101/callbacks?${PAGE}`,
		row: { id: '01HSPRING', format: 'json' },
		entry: { name: 'Callback 01HSPRING · json', value: '01HSPRING' },
	},
	{
		method: 'searchShapes',
		parameters: { ...CHOOSING.searchShapes, flowVersionId: byId('2011') },
		asks: `/api/v1/flow-versions/2011/steps?${PAGE}`,
		row: { id: 30111, name: 'Spring prices', microservice: 'map' },
		entry: { name: 'Spring prices · map', value: '30111' },
	},
	{
		method: 'searchFlowVersions',
		parameters: { resource: 'queuedRun', operation: 'getAll' },
		asks: `/api/v1/flows?include=versions&${PAGE}`,
		row: { id: 101, name: 'Spring', versions: [{ id: 2011, iteration: 2, deployed_at: '2026' }] },
		entry: { name: 'Spring · Version 2 · deployed', value: '2011' },
	},
	{
		method: 'searchQueuedRuns',
		asks: `/api/v1/scheduled-flows?include=flow&${PAGE}`,
		row: { id: 1101, flow: { name: 'Spring orders' }, status: 'pending' },
		entry: { name: 'Spring orders · pending', value: '1101' },
	},
	{
		method: 'searchVirtualEnvironmentVersions',
		asks: `/api/v1/flow-version-deployments/virtual-environments?include=versions&${PAGE}`,
		row: { id: 601, name: 'Spring shop', versions: [{ id: 34, version: 2, status: 'Draft' }] },
		entry: { name: 'Spring shop · version 2 · Draft', value: '34' },
	},
];

const EMPTY = { flowId: byId(''), flowVersionId: byId('') };

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

describe('The lists of what is around flows', () => {
	testLists(LISTS);

	it.each(Object.entries(CHOOSING))(
		'%s is empty, and asks for nothing, before the field it depends on is filled',
		async (method, parameters) => {
			const core = answerAll(CLOUD.core, () => [200, page([])]);

			expect(await searchList(engine, method, { ...parameters, ...EMPTY })).toEqual({
				results: [],
			});
			expect(core).toEqual([]);
		},
	);
});
