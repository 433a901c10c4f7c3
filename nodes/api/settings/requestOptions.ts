import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** What n8n's own Request Options say about the connection of one request. */
export type ConnectionOptions = Pick<
	IHttpRequestOptions,
	'proxy' | 'timeout' | 'skipSslCertificateValidation'
>;

/** n8n's own Request Options, which it adds to every declarative node. */
interface RequestOptions {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	proxy?: string;
	timeout?: number;
	allowUnauthorizedCerts?: boolean;
}

/** What n8n gives a request by default, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/** How items are sent in groups. */
export interface Batching {
	size: number;
	/** From one group to the next, in milliseconds; 0 to send all at once. */
	intervalMs: number;
}

/**
 * How the items of a run are sent in groups, as n8n does for a node that it runs as declarative.
 *
 * @param item by which the options are read
 */
export function batchingOf(functions: IExecuteFunctions, item: number): Batching {
	const { batching } = functions.getNodeParameter('requestOptions', item, {}) as RequestOptions;
	const { batchSize = 1, batchInterval = 0 } = batching?.batch ?? {};
	return { size: batchSize > 0 ? batchSize : 1, intervalMs: Math.max(0, batchInterval) };
}

/**
 * The proxy, the timeout and whether a certificate must be valid.
 *
 * @param read gives the parameter for the item
 * @throws NodeOperationError for a proxy that is not an address with a port
 */
export function connectionOptions(
	node: INode,
	itemIndex: number,
	read: (name: string, fallback: IDataObject) => unknown,
): ConnectionOptions {
	if (Object.keys((node.parameters.requestOptions ?? {}) as IDataObject).length === 0) return {};
	const { proxy, timeout, allowUnauthorizedCerts } = read('requestOptions', {}) as RequestOptions;
	return {
		...(proxy && { proxy: proxyOf(node, itemIndex, proxy) }),
		...(timeout && { timeout }),
		...(allowUnauthorizedCerts && { skipSslCertificateValidation: true }),
	};
}

function proxyOf(node: INode, itemIndex: number, address: string): IHttpRequestOptions['proxy'] {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const port = /:(\d+)\/?$/.exec(address)?.[1];
	if (!url?.hostname || !port) {
		throw new NodeOperationError(
			node,
			`'Proxy' is not an address with a port [item ${itemIndex}]. Nothing was sent.`,
			{ itemIndex, description: 'Enter it like http://proxy.example.com:3128.' },
		);
	}
	return {
		protocol: url.protocol.replace(/:$/, ''),
		host: url.hostname,
		port: Number(port),
		...(url.username && {
			auth: {
				username: decodeURIComponent(url.username),
				password: decodeURIComponent(url.password),
			},
		}),
	};
}
