import { createHash, randomUUID } from 'crypto';

import { refuse } from '../serving/answers';
import type { Clock } from './clock';

/** Who a request comes from, as far as its Authorization header proves it. */
export interface Caller {
	kind: 'apiKey' | 'token';
	role: 'manager' | 'administrator';
	/** Tells callers apart without being a secret. */
	id: string;
}

/** The user, API keys and tokens of the made-up company. */
export class Accounts {
	readonly keys = new Set<string>();

	private readonly tokens = new Map<string, number>();

	constructor(
		private readonly clock: Clock,
		public username: string,
		public password: string,
		/** Seconds; what a login says and grants. */
		public tokenLifetime: number,
		public role: Caller['role'],
	) {}

	/**
	 * Logs in.
	 *
	 * @throws Refusal with 401 when user name or password is wrong
	 */
	login(username: unknown, password: unknown): { token: string; expiresIn: number } {
		if (username !== this.username || password !== this.password) {
			throw refuse(401, 'These credentials do not match our records.');
		}
		const token = `made-up-token-${randomUUID()}`;
		this.tokens.set(token, this.clock.now() + this.tokenLifetime * 1000);
		return { token, expiresIn: this.tokenLifetime };
	}

	/** Makes every token given out so far invalid. */
	revokeTokens(): void {
		this.tokens.clear();
	}

	/** Who an Authorization header proves the caller to be: a bare API key, or `Bearer` and a token. */
	identify(authorization: string | undefined): Caller | undefined {
		if (!authorization) return undefined;
		if (this.keys.has(authorization)) {
			return { kind: 'apiKey', role: 'manager', id: fingerprint(authorization) };
		}
		const token = /^Bearer (\S+)$/.exec(authorization)?.[1] ?? '';
		const validUntil = this.tokens.get(token) ?? 0;
		if (validUntil <= this.clock.now()) return undefined;
		return { kind: 'token', role: this.role, id: fingerprint(this.username) };
	}
}

function fingerprint(secret: string): string {
	return createHash('sha256').update(secret).digest('hex').slice(0, 12);
}
