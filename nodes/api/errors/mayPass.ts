import type { NodeApiError } from 'n8n-workflow';

/** Answers after which the next one may be better, besides those of a server that is in trouble. */
const MAY_PASS = [408, 425, 429];

/**
 * Whether the next look may go better: Patchworks did not answer, or had too much to do. A login that
 * was refused is not tried at each look, since Patchworks may lock the account; and what n8n itself stops
 * goes on being stopped.
 */
export function mayPass({ httpCode, failure }: NodeApiError): boolean {
	if (failure && ['credential-invalid', 'configuration-invalid'].includes(failure.cause))
		return false;
	const status = Number(httpCode);
	return !(status >= 400 && status < 500) || MAY_PASS.includes(status);
}
