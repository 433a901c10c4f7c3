import { wait } from '../../../../credentials/common/waiting';
import type { WaitSettings } from './settings';

/** As long as n8n's own Wait node keeps an execution going before it puts it to sleep. */
const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Looks again and again for a minute, in this execution: first after a second, then less and less often.
 *
 * @param look looks once, and says whether there is still something to wait for
 * @param cancelled ends the pause between two looks at once
 * @returns whether there is still something to wait for
 */
export async function lookForAMinute(
	{ intervalMs }: WaitSettings,
	look: () => Promise<boolean>,
	cancelled?: Parameters<typeof wait>[1],
): Promise<boolean> {
	let goesOn = await look();
	let pause = FIRST_PAUSE_MS;
	for (let waited = 0; goesOn && waited < PATIENCE_MS && !cancelled?.aborted; pause *= 2) {
		const milliseconds = Math.min(pause, intervalMs, PATIENCE_MS - waited);
		await wait(milliseconds, cancelled).catch(() => {});
		waited += milliseconds;
		if (!cancelled?.aborted) goesOn = await look();
	}
	return goesOn;
}
