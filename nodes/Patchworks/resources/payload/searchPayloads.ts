import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists payloads: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata */
export const searchPayloads = listFrom({
	path: '/api/v1/payload-metadata',
	toEntry: ({ id, flow_run_id: run, created_at: createdAt, payload_size: size }) =>
		describedEntry(
			id,
			`Payload ${String(id)}`,
			run && `run ${String(run)}`,
			createdAt,
			size && `${String(size)} bytes`,
		),
});
