import type { ApiRequest } from '../request';
import { isReadOnly } from '../request';
import type { AttemptStats } from '../sending/retryPolicy';
import type { ApiResponse } from './apiResponse';

/** Failures of the network before anything is sent. */
const NOTHING_WAS_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

const inDoubt = new WeakSet<Error>();

/** Notes of an error that its request may have been carried out although no answer tells. */
export function markInDoubt<E extends Error>(error: E): E {
	inDoubt.add(error);
	return error;
}

/** Whether an error is one whose request may have been carried out. */
export function isInDoubt(error: Error): boolean {
	return inDoubt.has(error);
}

/** Whether a request that failed may have been carried out all the same; one that only reads never is. */
export function mayHaveBeenCarriedOut(
	{ request, attempts }: { request: ApiRequest; attempts: AttemptStats },
	{ status, networkCode = '', refusal, credentialMessage }: ApiResponse,
): boolean {
	if (isReadOnly(request)) return false;
	if (status !== undefined) return status >= 500;
	// An earlier try may have been, also where the last one was not even sent.
	if (attempts.isFateUnknown) return true;
	return !refusal && credentialMessage === undefined && !NOTHING_WAS_SENT.includes(networkCode);
}

/** Says that a request may have been carried out, and how to find out. */
export function doubtOf({ howToCheck = 'Check before sending it again.' }: ApiRequest): string {
	return `The request may have been carried out. ${howToCheck}`;
}
