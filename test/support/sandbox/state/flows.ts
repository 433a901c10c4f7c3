import { timestamp } from './clock';
import type { Row } from './lists';

/** How the runs of a flow end. */
export type Outcome = 'success' | 'failure' | 'stopped' | 'partial' | 'caught';

/** A flow of the made-up company, as far as the sandbox runs it. */
export interface FlowSeed {
	id: number;
	name: string;
	enabled: boolean;
	/** Whether a version is deployed; a flow has drafts besides. */
	deployed: boolean;
	outcome: Outcome;
	steps: string[];
	/** What the log of a run that does not succeed says. */
	problem?: string;
}

/** The ids of the flows that every sandbox starts with. */
export const FLOWS = {
	/** Ends as success, unless the payload has `fail`, `stop`, `partial` or `caught` set to true. */
	orders: 101,
	/** Always ends as failure. */
	stock: 102,
	/** Deployed, but not enabled. */
	prices: 103,
	/** Has only a draft. */
	returns: 104,
	/** Catches its errors: ends as success although its log has errors. */
	customers: 105,
	/** Always ends as partial success. */
	catalogue: 106,
	/** Always ends as stopped. */
	nightlyExport: 107,
} as const;

const COMMON_STEPS = ['Receive', 'Map', 'Send'];

/** The flows that every sandbox starts with. */
export const FLOW_SEEDS: FlowSeed[] = [
	{
		id: FLOWS.orders,
		name: 'Orders to warehouse',
		enabled: true,
		deployed: true,
		outcome: 'success',
		steps: ['Receive orders', 'Map orders', 'Send to warehouse'],
		problem: 'The warehouse refused the order: 422 sku: Required.',
	},
	{
		id: FLOWS.stock,
		name: 'Stock to shop',
		enabled: true,
		deployed: true,
		outcome: 'failure',
		steps: ['Fetch stock', 'Map stock', 'Update shop'],
		problem: 'Request timed out after 30 seconds: POST https://shop.example.com/stock',
	},
	{
		id: FLOWS.prices,
		name: 'Prices to marketplace',
		enabled: false,
		deployed: true,
		outcome: 'success',
		steps: COMMON_STEPS,
	},
	{
		id: FLOWS.returns,
		name: 'Returns to ERP',
		enabled: true,
		deployed: false,
		outcome: 'success',
		steps: COMMON_STEPS,
	},
	{
		id: FLOWS.customers,
		name: 'Customers to CRM',
		enabled: true,
		deployed: true,
		outcome: 'caught',
		steps: ['Receive customers', 'Send to CRM', 'Collect rejects'],
		problem: 'The CRM refused 2 of 50 customers: e-mail address is not valid',
	},
	{
		id: FLOWS.catalogue,
		name: 'Catalogue import',
		enabled: true,
		deployed: true,
		outcome: 'partial',
		steps: ['Fetch catalogue', 'Split', 'Import products'],
		problem: '3 of 120 products were not imported',
	},
	{
		id: FLOWS.nightlyExport,
		name: 'Nightly export',
		enabled: true,
		deployed: true,
		outcome: 'stopped',
		steps: ['Collect', 'Write file', 'Upload'],
		problem: 'Stopped by a user',
	},
];

/** A flow's rows: itself, its versions and the steps of its version that is deployed or newest. */
export function rowsOf(seed: FlowSeed, now: number): { flow: Row; versions: Row[]; steps: Row[] } {
	const created = timestamp(now - 30 * 24 * 3_600_000);
	const versions = [
		versionRow(seed, 1, seed.deployed ? 'Inactive' : 'Draft', created),
		...(seed.deployed ? [versionRow(seed, 2, 'Deployed', created)] : []),
		...(seed.deployed ? [versionRow(seed, 3, 'Draft', created)] : []),
	];
	const main = deployedOf(versions) ?? versions[0];
	const steps = seed.steps.map((name, index) => ({
		id: Number(main.id) * 10 + index + 1,
		flow_version_id: main.id,
		name,
		microservice: ['trigger', 'map', 'connector'][index] ?? 'connector',
		config: {},
		parent_id: index ? Number(main.id) * 10 + index : null,
		first_step_id: Number(main.id) * 10 + 1,
		filter_logic_operator: null,
		created_at: created,
		updated_at: created,
	}));
	const flow = {
		id: seed.id,
		name: seed.name,
		description: `${seed.name}, made up`,
		status: seed.deployed ? 'Deployed' : 'Draft',
		format: 'json',
		enabled_at: seed.enabled ? created : null,
		is_enabled: seed.enabled,
		deployed_at: seed.deployed ? created : null,
		layout_direction: 'TB',
		created_at: created,
		updated_at: created,
	};
	return { flow, versions, steps };
}

function versionRow(seed: FlowSeed, iteration: number, status: string, created: string): Row {
	return {
		id: seed.id * 20 + iteration,
		flow_id: seed.id,
		flow_name: seed.name,
		status,
		iteration,
		flow_priority: 3,
		is_deployed: status === 'Deployed',
		is_editable: status === 'Draft',
		has_callback_step: false,
		deployed_at: status === 'Deployed' ? created : null,
		created_at: created,
		updated_at: created,
	};
}

/** The deployed one of a flow's versions, if any. */
export function deployedOf(versions: Row[]): Row | undefined {
	return versions.find(({ status }) => status === 'Deployed');
}
