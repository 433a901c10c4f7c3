import { wait } from '../../../../credentials/common/waiting';
import type { WaitSettings } from './settings';

/** As long as n8n's own Wait node keeps an execution going before it puts it to sleep, in milliseconds. */
export const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Looks again and again in this execution: first after a second, then less and less often.
 *
 * @param patienceMs for how long, in milliseconds
 * @param look looks once, and says whether there is still something to wait for
 * @param cancelled ends the pause between two looks at once
 * @returns whether there is still something to wait for
 */
export async function lookAgain(
	patienceMs: number,
	{ intervalMs }: WaitSettings,
	look: () => Promise<boolean>,
	cancelled?: Parameters<typeof wait>[1],
): Promise<boolean> {
	let goesOn = await look();
	let pause = FIRST_PAUSE_MS;
	for (let waited = 0; goesOn && waited < patienceMs && !cancelled?.aborted; pause *= 2) {
		const milliseconds = Math.min(pause, intervalMs, patienceMs - waited);
		await wait(milliseconds, cancelled).catch(() => {});
		waited += milliseconds;
		if (!cancelled?.aborted) goesOn = await look();
	}
	return goesOn;
}
