import type { Execution } from './n8n/rest-client';

/** Fails with what n8n says of the execution when it was not a success. */
export function expectSuccess({ status, data: { resultData } }: Execution): void {
	const { message, description, node } = resultData.error ?? {};
	expect({ status, message, description, node: node?.name }).toEqual({ status: 'success' });
}
