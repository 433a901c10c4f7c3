import { omit, sortBy } from 'lodash';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { withoutBoundary } from '../../conformance/contract/forms';
import type { Sandbox } from '../../support/sandbox';
import { inCloud } from './plan';

/** A request as it reached the sandbox, without what differs each time. */
export interface SeenRequest {
	host: string;
	method: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

/** What an operation did: the same wherever it is run. */
export interface Seen {
	requests: SeenRequest[];
	items: IDataObject[];
	/** The names and types of the files that came with the items. */
	files: IDataObject[];
}

/** Of the connection, or of the client that sends it. */
const NOT_OF_THE_REQUEST = [
	'accept-encoding',
	'connection',
	'content-length',
	'host',
	'transfer-encoding',
	'user-agent',
];

/** Notes the requests that reach a sandbox; logins are n8n's to make when it likes. */
export class Notes {
	private noted: SeenRequest[] = [];

	constructor(private readonly sandbox: Sandbox) {
		sandbox.onRequest(({ host, method, headers, body, form, operationId, raw }) => {
			if (operationId === 'login') return;
			this.noted.push({
				host,
				method,
				url: raw.request.url ?? '',
				headers: withoutBoundary(omit(headers, NOT_OF_THE_REQUEST)),
				body: form ? JSON.stringify(form) : body.toString('utf8'),
			});
		});
	}

	/** The requests since the last call. */
	take(): SeenRequest[] {
		const taken = sortBy(this.noted, ({ host, method, url }) => [host, url, method].join());
		this.noted = [];
		return taken.map((request) => plain(request, this.sandbox));
	}
}

/** The JSON of items as it is stored, and what their files are called. */
export function seenIn(
	items: INodeExecutionData[],
	sandbox: Sandbox,
): Pick<Seen, 'items' | 'files'> {
	return {
		items: items.map(({ json }) => plain(json, sandbox)),
		files: items.flatMap(({ binary = {} }) =>
			Object.entries(binary).map(([name, { fileName, mimeType }]) =>
				plain({ name, fileName, mimeType }, sandbox),
			),
		),
	};
}

/**
 * Without what differs each time: the hosts, tokens, and times that a period counts from. A run has its
 * address in the dashboard only where the credential says where that is.
 */
export function plain<T>(value: T, sandbox: Sandbox): T {
	const text = JSON.stringify(inCloud(value, sandbox))
		.replace(/made-up-token-[\w-]+/g, 'made-up-token')
		.replace(/(started_(?:after|before)(?:%5D|\])=)\d{13}/g, '$1now')
		.replace(/,"url":"[^"]*\/flow-run-logs\/[^"]*"/g, '');
	return JSON.parse(text) as T;
}
