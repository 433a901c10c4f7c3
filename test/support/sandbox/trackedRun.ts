import type { Run, Sandbox } from './index';
import { FLOWS } from './state/flows';

/** A run of an hour ago that sent an order to the shop and failed, and was seen with the value. */
export function addTrackedRun(sandbox: Sandbox, value: string): Run {
	const run = sandbox.addRun({
		flowId: FLOWS.stock,
		startedAt: sandbox.now() - 3_600_000,
		duration: 30_000,
		payload: { order: 1001 },
	});
	Object.assign(sandbox.rows('/api/v1/tracked-data')[0], {
		value,
		flow_id: FLOWS.stock,
		flow_run_id: run.id,
		step_id: run.steps[0].id,
		direction: 'Receive',
	});
	return run;
}
