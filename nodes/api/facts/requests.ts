import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../request';

const FLOW_RUNS_PATH = '/api/v1/flow-runs';

/**
 * The request for a list of flow runs.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 */
export function flowRuns(qs: IDataObject): ApiRequest {
	return { path: FLOW_RUNS_PATH, qs, isAboutRuns: true };
}

/**
 * The request for one flow run, known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 *
 * @param include the relations to ask for, joined by commas
 */
export function flowRun(flowRunId: string, include: string): ApiRequest {
	const path = `${FLOW_RUNS_PATH}/${encodeURIComponent(flowRunId)}`;
	return { path, qs: { include }, isAboutRuns: true };
}

/**
 * The request for what a flow run logged.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/flow-run-logs
 */
export function flowRunLogs(flowRunId: string, qs: IDataObject): ApiRequest {
	const path = `${FLOW_RUNS_PATH}/${encodeURIComponent(flowRunId)}/flow-run-logs`;
	return { path, qs, isAboutRuns: true };
}

/**
 * The request for a list of the payloads of a flow run, or of one shape in it.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata
 */
export function payloadsOfRun(flowRunId: string, shapeId?: string): ApiRequest {
	const ofShape = shapeId !== undefined && { 'filter[flow_step_id]': shapeId };
	return {
		path: '/api/v1/payload-metadata',
		qs: { 'filter[flow_run_id]': flowRunId, ...ofShape },
		isAboutRuns: true,
	};
}
