import { describedEntry, listFrom, shortTime } from '../../description/listFrom';
import { searchFlowRuns } from '../flowRun/searchFlowRuns';

/**
 * Lists the payloads of the chosen run, or of all, those of a page by their time:
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata
 */
export const searchPayloads = listFrom(async (chosenId) => {
	const flowRunId = await chosenId('flowRunId', searchFlowRuns);
	return {
		path: '/api/v1/payload-metadata',
		...(flowRunId !== undefined && { qs: { 'filter[flow_run_id]': flowRunId } }),
		latestBy: 'created_at',
		toEntry: ({
			id,
			flow_run_id: run,
			flow_step_id: shape,
			created_at: time,
			payload_size: size,
		}) =>
			describedEntry(
				id,
				`Payload ${String(id)}`,
				run && `run ${String(run)}`,
				shape && `shape ${String(shape)}`,
				shortTime(time),
				size && `${String(size)} bytes`,
			),
	};
});
