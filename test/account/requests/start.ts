import type { RawAnswer, Row } from './answers';
import { idOf, isGood, objectOf, rowsOf } from './answers';
import type { Clock, ReadOnlyClient } from './client';
import { RELATIONS, RUNS } from '../findings/evidence';
import { CouldNotRun } from './signIn';

/** A flow to start once, with the consent of whoever owns the account. */
export interface Wish {
	flowId: string;
	/** The name or the ID of a virtual environment. */
	environment: string;
}

/** What came of a start. */
export interface Started {
	/** The ID of the virtual environment that was asked for. */
	environmentId: string;
	answer: RawAnswer;
	/** The run, at the look that showed it first; undefined where none did. */
	run?: Row;
	/** How many seconds after the start that was. */
	shownAfter?: number;
}

const ENVIRONMENTS = '/api/v1/flow-version-deployments/virtual-environments';
/** A started run is put into the queue every 30 seconds, and taken out every 5. */
const LOOKS = 13;
const PAUSE_MS = 5_000;

/** What is printed before anything is started. */
export function warningOf({ flowId, environment }: Wish): string {
	return `Flow ${flowId} is started once now, without data, in the virtual environment ${environment}. If Patchworks ignores the environment, it runs in none. Nothing else is started.`;
}

/**
 * Starts a flow once and reads its run back.
 *
 * @param client as it has signed in
 * @param startUrl the origin of the Start API
 * @throws CouldNotRun where there is no such virtual environment; nothing is started then
 */
export async function startOnce(
	client: ReadOnlyClient,
	clock: Clock,
	startUrl: string,
	{ flowId, environment }: Wish,
): Promise<Started> {
	const known = rowsOf(await client.get({ path: ENVIRONMENTS, query: { per_page: '100' } }));
	const environmentId = idOf(
		known.find(({ id, name }) => name === environment || idOf(id) === environment)?.id,
	);
	if (environmentId === undefined) {
		throw new CouldNotRun(
			'There is no virtual environment of that name or ID. Nothing was started.',
		);
	}
	const answer = await client.start(
		`${startUrl}/api/v1/flows/${encodeURIComponent(flowId)}/start/raw?virtual_environment_id=${encodeURIComponent(environmentId)}`,
	);
	const startedAt = clock.now();
	const id = runIdOf(answer);
	for (let look = 0; id !== undefined && look < LOOKS; look++) {
		if (look > 0) await clock.sleep(PAUSE_MS);
		const path = `${RUNS}/${encodeURIComponent(id)}`;
		const run = objectOf(await client.get({ path, query: RELATIONS }));
		if (!run) continue;
		const shownAfter = (clock.now() - startedAt) / 1_000;
		return { environmentId, answer, run, shownAfter };
	}
	return { environmentId, answer };
}

/** The ID that the answer to a start has for its run. */
export function runIdOf(answer: RawAnswer): string | undefined {
	if (!isGood(answer)) return undefined;
	const data = objectOf(answer);
	return idOf(data?.flow_run_id) ?? idOf(data?.id);
}
