import type { Question, RawAnswer } from './answers';

/** The most requests that a check may send, the login among them. */
export const MOST_REQUESTS = 59;

const MOST_MS = 45_000;
const ANSWER_MS = 15_000;
/** What a last request may take beyond the time. */
const GRACE_MS = 8_000;
const FIRST_WAIT_S = 5;

/** The clock of a check. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Where a request goes and with which headers. */
interface Target {
	url: string;
	headers: Record<string, string>;
	/** Of the login alone. */
	body?: string;
}

/**
 * Reads an account: sends GET and the login, within a number of requests and a time, and a start only
 * where it was asked for.
 * It waits as long as a 429 asks for, and sends once more what broke off.
 */
export class ReadOnlyClient {
	/** How many requests were sent. */
	sent = 0;

	private endsAt: number;

	private mostRequests = MOST_REQUESTS;

	private blockedUntil = 0;

	/** Whether the API asked for a wait that is longer than the check may take. */
	private isHeldUp = false;

	constructor(
		private readonly coreUrl: string,
		private readonly clock: Clock,
	) {
		this.endsAt = clock.now() + MOST_MS;
	}

	/** Goes with each request to Core. */
	authorization = '';

	/** How many requests may still be sent; 0 where there is no time for them. */
	get left(): number {
		const isOver = this.isHeldUp || this.clock.now() >= this.endsAt;
		return isOver ? 0 : this.mostRequests - this.sent;
	}

	/** Logs in. */
	async logIn(loginUrl: string, username: string, password: string): Promise<RawAnswer> {
		return await this.send({
			url: `${loginUrl}/fabric/api/login`,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ username, password }),
		});
	}

	/** Asks Core. */
	async get({ path, query = {}, headOnly }: Question): Promise<RawAnswer> {
		const search = new URLSearchParams(query).toString();
		const url = `${this.coreUrl}${path}${search && `?${search}`}`;
		return await this.send({ url, headers: { authorization: this.authorization } }, headOnly);
	}

	/** Starts a flow, once: whatever comes of it, it is not sent again. */
	async start(url: string): Promise<RawAnswer> {
		this.sent++;
		const headers = { authorization: this.authorization };
		return (await this.sendOnce({ url, headers, body: '' }, false)).answer;
	}

	/** Gives the check more time and requests, such as for a run to leave the queue. */
	extend(milliseconds: number, requests: number): void {
		this.endsAt = Math.max(this.endsAt, this.clock.now()) + milliseconds;
		this.mostRequests += requests;
	}

	private async send(target: Target, headOnly = false): Promise<RawAnswer> {
		for (let tries = 1; ; tries++) {
			await this.waitWhileBlocked();
			if (this.left <= 0) return { problem: 'no requests or time left' };
			this.sent++;
			const { answer, retryAfter } = await this.sendOnce(target, headOnly);
			if (answer.status === 429 && tries <= 2) {
				this.blockedUntil = this.clock.now() + (retryAfter ?? FIRST_WAIT_S * tries) * 1000;
				continue;
			}
			if (answer.problem === BROKEN && tries === 1) continue;
			return answer;
		}
	}

	private async waitWhileBlocked(): Promise<void> {
		const wait = this.blockedUntil - this.clock.now();
		if (wait <= 0) return;
		this.isHeldUp = this.blockedUntil >= this.endsAt;
		if (!this.isHeldUp) await this.clock.sleep(wait);
	}

	private get patience(): number {
		return Math.max(1, Math.min(ANSWER_MS, this.endsAt + GRACE_MS - this.clock.now()));
	}

	private async sendOnce(
		{ url, headers, body }: Target,
		headOnly: boolean,
	): Promise<{ answer: RawAnswer; retryAfter?: number }> {
		try {
			const response = await fetch(url, {
				method: body === undefined ? 'GET' : 'POST',
				headers: { accept: headOnly ? '*/*' : 'application/json', ...headers },
				body,
				// A redirect could lead the credential to another host.
				redirect: 'manual',
				signal: AbortSignal.timeout(this.patience),
			});
			const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
			return {
				answer: await read(response, headOnly),
				retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
			};
		} catch (error) {
			const isLate = (error as Error).name === 'TimeoutError';
			return { answer: { problem: isLate ? 'no answer in time' : BROKEN } };
		}
	}
}

const BROKEN = 'no connection, or one that broke off';

async function read(response: Response, headOnly: boolean): Promise<RawAnswer> {
	const { status, headers } = response;
	const date = Date.parse(headers.get('date') ?? '');
	const answer: RawAnswer = { status, ...(Number.isFinite(date) && { date }) };
	if (status >= 300 && status < 400) {
		await response.body?.cancel();
		return { ...answer, problem: 'a redirect, which is not followed' };
	}
	if (headOnly) {
		await response.body?.cancel();
		return answer;
	}
	const text = await response.text();
	try {
		return { ...answer, body: JSON.parse(text) as unknown };
	} catch {
		const isPage = /^\s*</.test(text);
		return { ...answer, problem: isPage ? 'a web page' : 'something that is not JSON' };
	}
}
