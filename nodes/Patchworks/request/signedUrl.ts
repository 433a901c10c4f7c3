import { createHmac } from 'crypto';
import isEmptyObject from 'lodash/isEmpty';
import isPlainObject from 'lodash/isPlainObject';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import type { ApiRequest } from '../../api/request';
import { literal } from './paths';
import { readPayload } from './payload';
import { withoutParameters } from './query';
import { isEmpty } from './empty';
import { readQuery } from './parameters';
import type { RequestTransform } from './transforms/transform';

/** The query parameter in which the dashboard shows the secret of a webhook's or callback's URL. */
const SIGNATURE = 'patchworks_signature';

/**
 * Makes the request that calls a callback. Its signature goes into a header, so that it is in no
 * server's log.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/process-flows/building-process-flows/process-flow-shapes/standard-shapes/trigger-shape/trigger-shape-callback/passing-the-patchworks-signature-as-a-header-for-callback-requests
 */
export const callbackRequest: RequestTransform = (context, request) => {
	const signature = addressTo(context, request, 'callbackUrl', 'Callback URL');
	request.headers = { ...request.headers, 'patchworks-signature': signature };
	addPayload(context, request);
};

/**
 * Makes the request that triggers a webhook, with an HMAC of the body if there is a key for it.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/process-flows/building-process-flows/process-flow-shapes/standard-shapes/trigger-shape/trigger-shape-webhook and
 * https://doc.wearepatchworks.com/product-documentation/process-flows/building-process-flows/process-flow-shapes/standard-shapes/trigger-shape/trigger-shape-webhook/using-hmac-verified-webhooks
 */
export const webhookRequest: RequestTransform = (context, request) => {
	const signature = addressTo(context, request, 'webhookUrl', 'Webhook URL');
	request.qs = { ...request.qs, [SIGNATURE]: signature };
	addPayload(context, request);

	const hmacKey = String(context.getNodeParameter('options.hmacKey', '') ?? '');
	if (hmacKey === '') return;
	if (request.method === 'GET') throw inputError(context, 'HMAC Key', 'needs the method POST');
	keepSecret(request, hmacKey);
	request.headers = {
		...request.headers,
		'X-HMAC-HASH': createHmac('sha256', hmacKey)
			.update(String(request.body ?? ''))
			.digest('hex'),
	};
};

/**
 * Gives the answer as it came. What a flow answers is its own, even where it looks like the API's
 * envelope.
 */
export const wholeAnswer: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	{ body }: IN8nHttpFullResponse,
) {
	const answers: unknown[] = Array.isArray(body) ? body : [body];
	const areObjects = answers.every((answer) => isPlainObject(answer) && !isEmptyObject(answer));
	return areObjects ? answers.map((json) => ({ json: json as IDataObject })) : items;
};

/**
 * Directs a request to the URL that a user copied from the trigger shape, without the credential.
 *
 * @returns the signature, which is no longer in the address
 * @throws NodeOperationError that does not repeat the URL
 */
function addressTo(
	context: IExecuteSingleFunctions,
	request: ApiRequest,
	parameterName: string,
	label: string,
): string {
	const url = readUrl(context, parameterName, label);
	const signature =
		String(context.getNodeParameter('options.signature', '') ?? '').trim() ||
		(url.searchParams.get(SIGNATURE) ?? '');
	if (signature === '') {
		throw inputError(
			context,
			label,
			'has no signature',
			"Copy the whole URL from the trigger shape of the flow, or enter its signature under 'Options'.",
		);
	}
	keepSecret(request, signature);

	const prefix = context.getNodeParameter('options.virtualEnvironmentPrefix', '');
	request.startsFlow = true;
	request.howToCheck =
		'Flow Run: Get Many shows whether the flow has started, and Queued Run: Get Many whether it waits in the queue.';
	request.signedOrigin = url.origin;
	request.path = [
		literal(url.pathname.replace(/\/+$/, '')),
		...(isEmpty(prefix) ? [] : ['{options.virtualEnvironmentPrefix}']),
	].join('/');
	const given = request.method === 'GET' ? readQuery(context, 'query') : {};
	request.qs = { ...given, ...request.qs };
	const query = withoutParameters(url.search.slice(1), [SIGNATURE, ...Object.keys(given)]);
	if (query !== '') request.path += `?${literal(query)}`;
	return signature;
}

function readUrl(context: IExecuteSingleFunctions, parameterName: string, label: string): URL {
	const value = String(context.getNodeParameter(parameterName, '') ?? '').trim();
	if (value === '') throw inputError(context, label, 'is empty');
	const url = URL.canParse(value) ? new URL(value) : undefined;
	if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
		throw inputError(context, label, 'is not a web address');
	}
	if (url.username || url.password) {
		throw inputError(context, label, 'must not contain a user name or password');
	}
	// Older pages of the dashboard show these with http, which would send the signature in the clear.
	if (url.hostname.endsWith('.wearepatchworks.com')) url.protocol = 'https:';
	return url;
}

/** Adds what the flow is to get, where there can be a body. */
function addPayload(context: IExecuteSingleFunctions, request: ApiRequest): void {
	if (request.method === 'GET') return;
	const { isText, text } = readPayload(context);
	request.body = text;
	if (!isText || text === undefined) return;
	const contentType = String(context.getNodeParameter('options.contentType', '') || 'text/plain');
	request.headers = { ...request.headers, 'Content-Type': contentType };
}

/** A server may repeat a secret as it stands, or as it stood in the address. */
function keepSecret(request: ApiRequest, secret: string): void {
	request.secrets = [...(request.secrets ?? []), secret, encodeURIComponent(secret)];
}
