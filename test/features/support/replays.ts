import { FLOWS } from '../../support/sandbox';
import type { Sandboxed } from './sandboxed';
import { byId } from './sandboxed';

const HOUR = 3_600_000;

/** A run that failed an hour ago, and was started by the API with a payload. */
export function failedRun({ sandbox }: Sandboxed, payload: string, more: object = {}) {
	return sandbox.addRun({
		flowId: FLOWS.orders,
		startedAt: sandbox.now() - HOUR,
		duration: 30_000,
		trigger: 'API',
		payload,
		outcome: 'failure',
		...more,
	});
}

/** Replays a run. */
export async function replayRun(patchworks: Sandboxed, id: string, options: object = {}) {
	return await patchworks.run({
		resource: 'flowRun',
		operation: 'replay',
		flowRunId: byId(id),
		options: { ...options },
	});
}
