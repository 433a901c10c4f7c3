import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { wait } from '../../../credentials/common/waiting';
import { Cancellation } from '../../api/sending/cancellation';
import { log } from '../../api/companyLabel';
import type { Sender } from '../../api/sender';
import { startOf } from './events';
import { isChosen } from './filters';
import { FILTER_MARGIN_MS, getRun, listOpenRuns } from './readRuns';
import type { Entry } from './memory';
import { compareEntries, stepOf } from './memory';
import type { Settings } from '../triggerSettings';

/** From this many on, a list of the runs that go on tells which of them need not be looked at. */
const LOOKS_WORTH_A_LIST = 5;
const LISTED_PER_POLL = 1_000;
const LOOKS_PER_POLL = 50;
const LOOKS_AT_ONCE = 8;
/** For how long a poll waits for the list, and for the looks: what happened meanwhile must not be late. */
const MAX_LOOKING_MS = 10_000;

/** What looking at open runs gave. */
export interface Looks {
	/** Runs as they are now, ended or not. */
	runs: IDataObject[];
	/** The IDs of runs that there is nothing more to expect of: gone, or not among the chosen ones. */
	gone: string[];
	/** The last one that had its turn, where others wait for theirs. */
	lookedAt?: Entry;
	/** Whether it is known of every run what became of it. */
	isComplete: boolean;
}

/**
 * Looks whether open runs have ended.
 *
 * A poll looks at some of them at most and for seconds at most, and fails with none: it begins where
 * the last one stopped, so that each gets its turn whatever becomes of the others.
 *
 * @param open the runs in the order of {@link compareEntries}
 * @param lookedAt the last one that had its turn
 */
export async function lookAtOpenRuns(
	sender: Sender,
	settings: Settings,
	open: Entry[],
	lookedAt: Entry | undefined,
): Promise<Looks> {
	const next = open.findIndex((entry) => !lookedAt || compareEntries(entry, lookedAt) > 0);
	const due = open.slice(Math.max(next, 0));
	const list =
		due.length >= LOOKS_WORTH_A_LIST
			? await inTime(sender, async (hurried) => await listFrom(hurried, settings, due[0][1])).catch(
					async (error: Error) => {
						await log(
							sender,
							'warn',
							`The flow runs that go on could not be listed: ${error.message}`,
						);
						return undefined;
					},
				)
			: undefined;
	const covered = due.filter(([, startedAt]) => startedAt <= (list?.reachesTo ?? Infinity));
	const listed = covered
		.map(([id]) => list?.rows.get(id))
		.filter((run): run is IDataObject => run !== undefined);
	const unlisted = covered.filter(([id]) => !list?.rows.has(id));

	const looks = await lookAtEach(sender, settings, unlisted.slice(0, LOOKS_PER_POLL));
	if (looks.missing.length > 0) {
		await log(
			sender,
			'warn',
			`These flow runs are not there any more, so their end is not noticed: ${looks.missing.join(', ')}`,
		);
	}
	if (looks.failed.length > 0) {
		await log(
			sender,
			'warn',
			`These flow runs could not be read, and are read again at a later poll: ${looks.failed.join(', ')}. ${looks.message}`,
		);
	}
	const lastLook = unlisted[looks.begun - 1];
	const last = looks.begun < unlisted.length ? lastLook : covered.at(-1);
	const isAtEnd = looks.begun === unlisted.length && covered.length === due.length;
	return {
		runs: [...listed, ...looks.runs],
		gone: [...looks.missing, ...looks.unchosen],
		lookedAt: isAtEnd ? undefined : (last ?? lookedAt),
		isComplete: isAtEnd && due.length === open.length && looks.failed.length === 0,
	};
}

/**
 * Lists the runs that go on by their ID.
 *
 * @param startedAt of the first one
 */
async function listFrom(sender: Sender, settings: Settings, startedAt: number) {
	const from = { 'filter[started_after]': stepOf(startedAt) - FILTER_MARGIN_MS };
	const { rows, read, last } = await listOpenRuns(
		sender,
		settings,
		{ ...from, sort: 'started_at' },
		LISTED_PER_POLL,
	);
	return {
		rows: new Map(rows.map((run) => [String(run.id), run])),
		/** Up to which start the list is whole; at least the one it begins with, so that each list gets further. */
		reachesTo:
			read < LISTED_PER_POLL ? Infinity : Math.max(startedAt, stepOf((last && startOf(last)) ?? 0)),
	};
}

/** What became of the looks at single runs. */
interface Answers {
	runs: IDataObject[];
	missing: string[];
	unchosen: string[];
	/** How many were looked at before the time was up. */
	begun: number;
	failed: string[];
	/** Why the first one failed. */
	message?: string;
}

async function lookAtEach(sender: Sender, settings: Settings, entries: Entry[]): Promise<Answers> {
	const answers: Answers = { runs: [], missing: [], unchosen: [], failed: [], begun: 0 };
	const lookAt = async (hurried: Sender, id: string) => {
		try {
			const run = await getRun(hurried, settings, id);
			if (isChosen(run, settings)) answers.runs.push({ ...run, id: run.id ?? id });
			else answers.unchosen.push(id);
		} catch (error) {
			if (error instanceof NodeApiError && error.httpCode === '404') {
				answers.missing.push(id);
				return;
			}
			answers.failed.push(id);
			answers.message ??= (error as Error).message;
		}
	};
	await inTime(sender, async (hurried) => {
		const lookOn = async () => {
			while (answers.begun < entries.length && !hurried.cancelled?.aborted) {
				await lookAt(hurried, entries[answers.begun++][0]);
			}
		};
		await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, lookOn));
	});
	return answers;
}

/** Does something with a sender that sends nothing twice, and gives up when the time is up. */
async function inTime<T>(sender: Sender, action: (hurried: Sender) => Promise<T>): Promise<T> {
	const timeUp = new Cancellation(sender.cancelled);
	void wait(MAX_LOOKING_MS, timeUp).then(timeUp.abort, () => {});
	const settings = { ...sender.settings, retries: 0, maximumWaitMs: MAX_LOOKING_MS };
	try {
		return await action({ ...sender, settings, cancelled: timeUp, stopSignal: timeUp });
	} finally {
		timeUp.abort();
	}
}
