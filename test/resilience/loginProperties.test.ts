import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import { node, outputOf } from '../support/harness/engine';
import { CLOUD, createEngine } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

/** The nodes that sign in with a credential: this package's, and n8n's with its own way of signing in. */
const NODES = {
	patchworks: node('Node', 'n8n-nodes-patchworks.patchworks', {
		authentication: 'oAuth',
		resource: 'flow',
		operation: 'get',
		flowId: { __rl: true, mode: 'id', value: '1' },
		simplify: false,
		requestHandling: { retries: 0 },
	}),
	httpRequest: node(
		'Node',
		'n8n-nodes-base.httpRequest',
		{
			url: `${CLOUD.core}/api/v1/flows/1`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'PatchworksOAuth',
		},
		{ typeVersion: 4.2 },
	),
};

const MINUTE_MS = 60_000;

let engine: Engine;
let clock = Date.parse('2026-01-07T10:00:00Z');
let lastUser = 0;

beforeAll(async () => {
	engine = await createEngine();
	jest.spyOn(Date, 'now').mockImplementation(() => clock);
});
afterAll(() => jest.restoreAllMocks());

interface Token {
	text: string;
	user: string;
	issuedAt: number;
}

/** What a Patchworks was asked, and what it knows. */
class Patchworks {
	readonly logins: Array<{ user: string; at: number }> = [];

	readonly requests: Array<{ token: Token | undefined; at: number; status: number }> = [];

	/** The most logins of one user that were under way together. */
	mostLoginsAtOnce = 0;

	/** Tokens by their text. */
	private readonly tokens = new Map<string, Token>();

	private readonly refused = new Set<string>();

	private readonly underWay = new Map<string, number>();

	/**
	 * @param lifetimeS of each token in seconds; undefined: the login does not say
	 * @param delays how long each answer takes, in turn, in milliseconds of real time
	 */
	constructor(
		private readonly lifetimeS: number | undefined,
		private readonly delays: number[],
		private readonly behaviour: {
			takesPassword?: boolean;
			takesTokens?: boolean;
			givesSameToken?: boolean;
		} = {},
	) {
		nock.cleanAll();
		answerAll(CLOUD.login, async ({ body }) => {
			const { username: user } = JSON.parse(body) as { username: string };
			return await this.logIn(user);
		});
		answerAll(CLOUD.core, async ({ authorization, url }) => {
			const text = authorization.replace('Bearer ', '');
			const token = this.tokens.get(text);
			const status = this.status(token);
			// The other question is that of the credential, whether Core refuses a token.
			if (url === '/api/v1/flows/1') this.requests.push({ token, at: clock, status });
			await this.delay();
			return status === 200
				? [200, { data: { id: 1 } }]
				: [status, { message: 'Unauthenticated.' }];
		});
	}

	revoke(): void {
		for (const text of this.tokens.keys()) this.refused.add(text);
	}

	/** Whether nobody should send a token any more, since its end is near by what the login said. */
	isStale({ issuedAt }: Token, at: number): boolean {
		if (this.lifetimeS === undefined) return false;
		const lifetime = this.lifetimeS * 1000;
		return at >= issuedAt + lifetime - Math.min(MINUTE_MS, lifetime / 10);
	}

	private status(token: Token | undefined): number {
		if (!token || this.refused.has(token.text)) return 401;
		if (this.behaviour.takesTokens === false) return 401;
		return 200;
	}

	private async logIn(user: string): Promise<[number, object]> {
		this.logins.push({ user, at: clock });
		const atOnce = (this.underWay.get(user) ?? 0) + 1;
		this.underWay.set(user, atOnce);
		this.mostLoginsAtOnce = Math.max(this.mostLoginsAtOnce, atOnce);
		await this.delay();
		this.underWay.set(user, atOnce - 1);
		if (this.behaviour.takesPassword === false) return [401, { message: 'No such user.' }];
		const text = `made-up-${user}-${this.behaviour.givesSameToken ? 0 : this.logins.length}`;
		this.tokens.set(text, { text, user, issuedAt: clock });
		return [200, { token: text, ...(this.lifetimeS && { expires_in: this.lifetimeS }) }];
	}

	private async delay(): Promise<void> {
		const [delay = 0] = this.delays;
		this.delays.push(...this.delays.splice(0, 1));
		await sleep(delay);
	}
}

/** Stores a user that there was not before, and gives the name. */
function newUser(): string {
	const name = `user-${++lastUser}@example.com`;
	engine.credentials.add(name, 'PatchworksOAuth', {
		username: name,
		password: 'made-up-password',
		hosting: 'cloud',
	});
	return name;
}

/** Runs a node with a user's credential, and gives what came out for each item. */
async function run(
	kind: keyof typeof NODES,
	user: string,
	items: number,
): Promise<INodeExecutionData[]> {
	const execution = await engine.run(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				{
					...NODES[kind],
					onError: 'continueRegularOutput',
					credentials: { PatchworksOAuth: { id: user, name: user } },
				},
			],
			connections: { Trigger: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		{ pinData: { Trigger: Array.from({ length: items }, () => ({ json: {} })) } },
	);
	return outputOf(execution, 'Node');
}

const kind = fc.constantFrom<keyof typeof NODES>('patchworks', 'httpRequest');
const delays = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 6 });
const lifetime = fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined });
const items = fc.integer({ min: 1, max: 6 });

describe('A login, whatever the items, delays and tokens,', () => {
	it('is made only when needed and one at a time; no stale token is sent, nor that of another', async () => {
		const step = fc.record({
			kind,
			items: fc.tuple(items, items),
			gapS: fc.oneof(fc.integer({ min: 61, max: 200 }), fc.integer({ min: 200, max: 200_000 })),
			isRevoked: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(
				lifetime,
				delays,
				fc.array(step, { minLength: 1, maxLength: 4 }),
				async (lifetimeS, inTurn, steps) => {
					const users = [newUser(), newUser()];
					const patchworks = new Patchworks(lifetimeS, [...inTurn]);
					const refusedBefore = new Set<string>();

					for (const { kind: each, items: counts, gapS, isRevoked } of steps) {
						clock += gapS * 1000;
						if (isRevoked) patchworks.revoke();
						const [loginsBefore, requestsBefore] = [
							patchworks.logins.length,
							patchworks.requests.length,
						];

						const outputs = await Promise.all(
							users.map(async (user, index) => await run(each, user, counts[index])),
						);

						for (const [index, output] of outputs.entries()) {
							expect(output.map(({ json }) => json.error)).toEqual(
								Array.from({ length: counts[index] }, () => undefined),
							);
						}
						const requests = patchworks.requests.slice(requestsBefore);
						for (const { token, at } of requests) {
							expect(token).toBeDefined();
							expect(patchworks.isStale(token!, at)).toBe(false);
							expect(refusedBefore).not.toContain(token!.text);
						}
						const answered = requests.filter(({ status }) => status === 200);
						for (const [index, user] of users.entries()) {
							expect(answered.filter(({ token }) => token!.user === user)).toHaveLength(
								counts[index],
							);
							const logins = patchworks.logins.slice(loginsBefore);
							expect(logins.filter((login) => login.user === user).length).toBeLessThanOrEqual(1);
						}
						for (const { token, status } of requests) {
							if (status === 401) refusedBefore.add(token!.text);
						}
					}
					expect(patchworks.mostLoginsAtOnce).toBe(1);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('is made a few times a minute at most when Patchworks refuses each token', async () => {
		const step = fc.record({ kind, items, gapS: fc.integer({ min: 0, max: 40 }) });
		await fc.assert(
			fc.asyncProperty(
				fc.boolean(),
				delays,
				fc.array(step, { minLength: 1, maxLength: 12 }),
				async (givesSameToken, inTurn, steps) => {
					const user = newUser();
					const patchworks = new Patchworks(86_400, [...inTurn], {
						takesTokens: false,
						givesSameToken,
					});

					for (const { kind: each, items: count, gapS } of steps) {
						clock += gapS * 1000;
						const output = await run(each, user, count);
						expect(output).toHaveLength(count);
						for (const { json, error } of output) expect(json.error ?? error).toBeDefined();
					}

					// The first, for which there was no token yet, and those for refused ones.
					const [first, ...others] = patchworks.logins;
					expect(first.user).toBe(user);
					for (const { at } of others) {
						const inMinute = others.filter((login) => login.at > at - MINUTE_MS && login.at <= at);
						expect(inMinute.length).toBeLessThanOrEqual(givesSameToken ? 1 : 3);
					}
					expect(patchworks.mostLoginsAtOnce).toBe(1);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('is tried once in 15 minutes when Patchworks refuses the password', async () => {
		const step = fc.record({ kind, items, gapS: fc.integer({ min: 0, max: 1_000 }) });
		await fc.assert(
			fc.asyncProperty(
				delays,
				fc.array(step, { minLength: 1, maxLength: 8 }),
				async (inTurn, steps) => {
					const user = newUser();
					const patchworks = new Patchworks(undefined, [...inTurn], { takesPassword: false });

					for (const { kind: each, items: count, gapS } of steps) {
						clock += gapS * 1000;
						expect(await run(each, user, count)).toHaveLength(count);
					}

					for (const [index, { at }] of patchworks.logins.slice(1).entries()) {
						expect(at - patchworks.logins[index].at).toBeGreaterThanOrEqual(15 * MINUTE_MS);
					}
					expect(patchworks.requests).toEqual([]);
				},
			),
			{ numRuns: 25 },
		);
	});
});
