import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { originOf } from '../../credentials/common/hosts';
import type { Account } from '../demo/accounts';
import { rawRowsOf } from './requests/answers';
import { ASSUMPTIONS } from './assumptions';
import type { Clock } from './requests/client';
import { ReadOnlyClient } from './requests/client';
import type { Evidence } from './findings/evidence';
import { FIRST_LOOK, LAST_LOOK, QUESTIONS } from './findings/evidence';
import { OperationReader } from './requests/operations';
import type { Report } from './findings/report';
import { toReport } from './findings/report';
import { CouldNotRun, signIn } from './requests/signIn';
import type { Wish } from './requests/start';
import { startOnce } from './requests/start';

/** What a start and the looks at its run may take besides. */
const FOR_A_START = { milliseconds: 90_000, requests: 20 };

/**
 * Checks an account: what the node takes for granted, and the operations of the contract. Reads only,
 * unless there is a flow to start.
 *
 * @param accounts the credentials of one account, of each kind at most one
 * @param wish a flow to start once, with consent
 * @throws CouldNotRun where nothing can be read
 */
export async function checkAccount(
	accounts: Account[],
	clock: Clock,
	wish?: Wish,
): Promise<Report> {
	const startedAt = clock.now();
	const [{ data }] = accounts;
	const client = new ReadOnlyClient(
		originOf(data as ICredentialDataDecryptedObject, 'core'),
		clock,
	);
	const signedIn = await signIn(client, accounts);
	const reader = new OperationReader(client);
	const evidence = await ask(client, reader);
	const operations = await reader.readAll();
	const lastLook = await client.get(LAST_LOOK);
	const startUrl = originOf(data as ICredentialDataDecryptedObject, 'start');
	if (wish) client.extend(FOR_A_START.milliseconds, FOR_A_START.requests);
	const started = wish && (await startOnce(client, clock, startUrl, wish));
	const seen = { evidence, lastLook, operations, signIn: signedIn, started };
	return toReport({
		hosting: data.hosting === 'selfHosted' ? 'self-hosted' : 'Patchworks Cloud',
		assumptions: ASSUMPTIONS.map(({ id, statement, check }) => ({ id, statement, ...check(seen) })),
		operations,
		requests: client.sent,
		seconds: (clock.now() - startedAt) / 1000,
	});
}

async function ask(client: ReadOnlyClient, reader: OperationReader): Promise<Evidence> {
	const evidence = await lookAtRuns(client);
	if (evidence.newestRuns) reader.keep('listFlowRuns', evidence.newestRuns);
	for (const { name, operationId, ask: questionOf } of QUESTIONS) {
		const question = questionOf(evidence);
		if (!question) continue;
		const answer = await client.get(question);
		evidence[name] = answer;
		if (operationId) reader.keep(operationId, answer);
	}
	return evidence;
}

/** @throws CouldNotRun where runs cannot be listed, since there is nothing to check then */
async function lookAtRuns(client: ReadOnlyClient): Promise<Evidence> {
	const answer = await client.get(FIRST_LOOK.withRelations);
	if (rawRowsOf(answer)) return { newestRuns: answer };
	const { status = 0, problem } = answer;
	if ([400, 422, 500].includes(status)) {
		const plain = await client.get(FIRST_LOOK.without);
		if (rawRowsOf(plain)) return { newestRuns: plain, refusedRelations: answer };
	}
	if (status === 401) throw new CouldNotRun('The API key or the token was refused with 401.');
	const what = [status && `status ${status}`, problem].filter(Boolean).join(', ');
	throw new CouldNotRun(`Flow runs could not be listed: ${what || 'the answer holds no list'}.`);
}
