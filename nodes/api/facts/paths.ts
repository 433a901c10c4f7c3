/** Where flow runs are listed: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const FLOW_RUNS_PATH = '/api/v1/flow-runs';

/** The path of one flow run, known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp */
export function flowRunPath(flowRunId: string): string {
	return `${FLOW_RUNS_PATH}/${encodeURIComponent(flowRunId)}`;
}
