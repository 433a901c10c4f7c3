import { net, timers } from '../support/node';

/** Lets that many milliseconds pass. */
export const pause = async (milliseconds: number): Promise<void> =>
	await new Promise((resolve) => {
		timers.setTimeout(resolve, milliseconds);
	});

/** How long something may take on a busy machine before it counts as not coming. */
const PATIENCE_MS = 6 * 60_000;

/**
 * Asks again and again until there is an answer.
 *
 * @param what what is waited for, for the error
 * @param ask gives the answer, or undefined as long as there is none
 * @throws Error when there is none in time
 */
export async function waitFor<T>(
	what: string,
	ask: () => Promise<T | undefined> | T | undefined,
	{ timeout = PATIENCE_MS, interval = 200 } = {},
): Promise<T> {
	const deadline = Date.now() + timeout;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}`);
		await pause(interval);
	}
}

/** Sends a request to n8n again that it did not take: with 503 it says that its database answers too late. */
export async function untilTaken(send: () => Promise<Response>): Promise<Response> {
	return await waitFor('n8n to take a request', async () => {
		const answer = await send();
		return answer.status === 503 ? undefined : answer;
	});
}

const given = new Set<number>();

/** A TCP port on loopback that nobody listens on, and that was not given before: who got it may be slow. */
export async function freePort(): Promise<number> {
	const port = await anyPort();
	if (given.has(port)) return await freePort();
	given.add(port);
	return port;
}

async function anyPort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = net.createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}
