import { wait } from '../../../../credentials/common/waiting';
import type { WaitSettings } from './waitSettings';

/** As long as n8n's own Wait node keeps an execution going before it puts it to sleep, in milliseconds. */
export const IN_PROCESS_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Looks again and again in this execution: first after a second, then less and less often.
 *
 * @param inProcessMs for how long, in milliseconds
 * @param poll looks once, and says whether there is still something to wait for
 * @param cancelled ends the pause between two looks at once
 * @returns whether there is still something to wait for
 */
export async function pollInProcess(
	inProcessMs: number,
	{ intervalMs }: WaitSettings,
	poll: () => Promise<boolean>,
	cancelled?: Parameters<typeof wait>[1],
): Promise<boolean> {
	let goesOn = await poll();
	let pause = FIRST_PAUSE_MS;
	for (let waited = 0; goesOn && waited < inProcessMs && !cancelled?.aborted; pause *= 2) {
		const milliseconds = Math.min(pause, intervalMs, inProcessMs - waited);
		await wait(milliseconds, cancelled).catch(() => {});
		waited += milliseconds;
		if (!cancelled?.aborted) goesOn = await poll();
	}
	return goesOn;
}
