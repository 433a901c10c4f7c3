import type { ContractOperation, Host } from '../../../conformance/contract/document';
import type { Caller } from '../state/accounts';
import type { Query } from '../state/lists';

/** One request, as the handlers of the sandbox get it: conforming to the contract and from a known caller. */
export interface Call {
	target: ContractOperation;
	host: Host;
	/** The host's own address. */
	origin: string;
	params: Record<string, string>;
	query: Query;
	headers: Record<string, string>;
	/** The bytes that were sent. */
	raw: Buffer;
	/** The body when it is JSON. */
	body: unknown;
	caller?: Caller;
}

/** The body's fields; none when it is no object. */
export function fieldsOf({ body }: Call): Record<string, unknown> {
	return body && typeof body === 'object' && !Array.isArray(body)
		? (body as Record<string, unknown>)
		: {};
}

/** The address of the list that was asked for, without its query. */
export function addressOf({ origin, target, params }: Call): string {
	const path = target.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(params[name]),
	);
	return `${origin}${path}`;
}
