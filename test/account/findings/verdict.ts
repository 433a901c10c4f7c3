import type { Evidence } from './evidence';
import type { OperationResult } from '../requests/operations';
import type { Started } from '../requests/start';

/** How an assumption stands. */
export interface Verdict {
	verdict: 'confirmed' | 'contradicted' | 'could not tell';
	/** In words that hold no value of the account. */
	why: string;
}

/** Everything that a check has seen. */
export interface Seen {
	evidence: Evidence;
	/** The runs at the end of the check. */
	lastLook?: Evidence['newestRuns'];
	operations: OperationResult[];
	/** How it signed in. */
	signIn: SignIn;
	/** What came of a start; undefined where none was asked for. */
	started?: Started;
}

/** How a check signed in. */
export interface SignIn {
	/** Whether the requests carried an API key. */
	withKey: boolean;
	/** What came of a login; undefined where there was none. */
	login?: { verdict: Verdict; token?: string };
}

/** Something that the node takes for granted. */
export interface Assumption {
	/** The number of the assumption, with a letter where it has several parts. */
	id: string;
	/** What holds if it is right. */
	statement: string;
	check(seen: Seen): Verdict;
}

export const confirmed = (why: string): Verdict => ({ verdict: 'confirmed', why });
export const contradicted = (why: string): Verdict => ({ verdict: 'contradicted', why });
export const couldNotTell = (why: string): Verdict => ({ verdict: 'could not tell', why });
