/** The runs of a night that the benchmark's server tells of: one page at a time, made when it is asked for. */

const FAILED_RUNS = 10_000;
const ALL_RUNS = 50_000;
const FLOWS = 5;
const MIDNIGHT = Date.parse('2026-01-05T00:00:00Z');

const ERRORS = [
	(run: number) =>
		`Request timed out after 30 seconds: POST https://shop.example.com/orders/${run}`,
	(run: number) => `HTTP 422: order ${run} refused`,
	(run: number) => `HTTP 503: order ${run} refused`,
	(run: number) => `Product 'Shirt ${run}' not found`,
	(run: number) => `{"message":"The sku field is required.","order":"A-${run}"}`,
	(run: number) => `Duplicate entry "${run}"`,
	(run: number) => `Script error in line 12: order ${run} has no address`,
	(run: number) => `Login failed for user${run}@example.com`,
];

/** How many causes the runs of the night have. */
export const CAUSES = FLOWS * ERRORS.length;

/** A page of the list of runs, as JSON. */
export function pageOfRuns(query: URLSearchParams): string {
	const isFailed = query.get('filter[status]') === '3';
	const total = query.get('filter[trigger]') === 'Retry' ? 0 : isFailed ? FAILED_RUNS : ALL_RUNS;
	const perPage = Number(query.get('per_page') ?? 100);
	const page = Number(query.get('page') ?? 1);
	const first = (page - 1) * perPage;
	const data = Array.from({ length: Math.max(0, Math.min(perPage, total - first)) }, (_, index) =>
		rowOf(first + index, isFailed),
	);
	const meta = {
		current_page: page,
		last_page: Math.max(1, Math.ceil(total / perPage)),
		per_page: perPage,
		total,
	};
	return JSON.stringify({ data, meta });
}

function rowOf(index: number, isFailed: boolean) {
	const id = 100_000 + index;
	const flowId = 1 + (index % FLOWS);
	const error = Math.floor(index / FLOWS) % ERRORS.length;
	const at = new Date(MIDNIGHT - index * 1_000).toISOString();
	return {
		id,
		name: `Orders to warehouse ${flowId}`,
		flow_id: flowId,
		flow_version_id: flowId * 10,
		flow: { id: flowId, name: `Orders to warehouse ${flowId}` },
		status: isFailed ? 3 : 2,
		trigger: 'Schedule',
		started_at: at,
		finished_at: at,
		virtual_environment_version: null,
		retry_flow_run_id: null,
		...(isFailed && {
			error_warning_logs: [
				{
					id: id * 10,
					log_level: 'ERROR',
					log_message: ERRORS[error](id),
					flow_step_id: flowId * 100 + error,
					flow_step: { id: flowId * 100 + error, name: `Shape ${error}` },
					created_at: at,
				},
			],
		}),
	};
}
