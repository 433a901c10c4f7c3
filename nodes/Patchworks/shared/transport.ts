import { omit } from 'lodash';
import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../../credentials/common/names';
import { objectsOf, rowsOf, unreadable } from './answers';
import { answerOf, failedItem, inputError, toApiError } from './errors';
import { fetchRows } from './paging';
import { fillPath } from './paths';
import { areAllItemsReady } from './readiness';
import type { OutgoingRequest } from './steps';
import { takeSteps } from './steps';

/** Who sends a request: an item of a run, a list in the editor, or a poll of the trigger. */
export interface Sender {
	functions: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;
	credentialType: string;
	/** The item that errors name; 0 where there are no items. */
	itemIndex: number;
}

/**
 * The sender for what n8n calls a function of this package with.
 *
 * @param itemIndex the item, where n8n's functions are not those of one item
 */
export function senderOf(functions: Sender['functions'], itemIndex = 0): Sender {
	return {
		functions,
		credentialType:
			functions.getNode().parameters.authentication === 'oAuth'
				? OAUTH_CREDENTIAL
				: API_KEY_CREDENTIAL,
		itemIndex: 'getItemIndex' in functions ? functions.getItemIndex() : itemIndex,
	};
}

/** A request that lacks nothing but its authentication. */
export interface PreparedRequest extends OutgoingRequest {
	method: NonNullable<IHttpRequestOptions['method']>;
	baseURL: string;
	headers: IDataObject;
	qs: IDataObject;
}

const ERROR_TEXT_LIMIT = 65_536;

/**
 * Sends the request that n8n put together for one item, and gives the items that result from it.
 *
 * It is the only way out: the Resource parameter sets `paginate`, so n8n hands every operation to
 * this function instead of sending it.
 *
 * @throws NodeApiError or NodeOperationError, unless the node goes on after errors
 */
export async function send(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const item = this.getItemIndex();
	try {
		const request = prepare(this, requestData.options as IHttpRequestOptions);
		const wanted = wantedRows(this);
		if (!(await areAllItemsReady(this))) return [];

		const sender = senderOf(this);
		const result =
			wanted === undefined
				? await sendOne(sender, request)
				: await sendList(sender, request, wanted);
		let { items } = result;
		for (const action of requestData.postReceive.flatMap(({ actions }) => actions)) {
			if (typeof action === 'function') {
				items = await action.call(this, items, result.response);
			}
		}
		return items.map((output) => ({ ...output, pairedItem: { item } }));
	} catch (error) {
		const failure = asNodeError(this, error);
		if (this.continueOnFail()) return [failedItem(failure, item)];
		throw failure;
	}
}

/**
 * Sends one request and gives the answer if it is a success.
 *
 * @throws NodeApiError with Patchworks' own message if it is not
 */
export async function exchange(
	sender: Sender,
	request: PreparedRequest,
): Promise<IN8nHttpFullResponse> {
	const { functions, itemIndex } = sender;
	const response = await dispatch(sender, request).catch(async (error: unknown) => {
		throw await apiErrorOf(sender, request, error);
	});

	const problem = unreadable(response);
	if (problem === undefined) return response;
	throw new NodeOperationError(
		functions.getNode(),
		`${hostOf(request)} answered with ${problem} (HTTP ${response.statusCode}).`,
		{
			itemIndex,
			description: `Check the host in the credential.${request.method === 'GET' ? '' : ' The request may have been carried out: check before sending it again.'}`,
		},
	);
}

/** Sends a request with the credential, or without where it is not for the credential's hosts. */
async function dispatch(
	{ functions, credentialType }: Sender,
	request: PreparedRequest,
): Promise<IN8nHttpFullResponse> {
	const options = {
		...omit(request, ['authenticated', 'secrets']),
		headers: { ...request.headers },
		returnFullResponse: true,
		disableFollowRedirect: request.encoding !== 'stream',
	};
	const response: unknown =
		request.authenticated === false
			? // The allowed domains are those of the credential, which is not used.
				await functions.helpers.httpRequest(omit(options, ['allowedDomains']))
			: await functions.helpers.httpRequestWithAuthentication.call(
					functions,
					credentialType,
					options,
				);
	return response as IN8nHttpFullResponse;
}

async function sendOne(sender: Sender, request: PreparedRequest) {
	const response = await exchange(sender, request);
	const objects = request.encoding === 'stream' ? [{}] : objectsOf(response.body, request.method);
	return { response, items: objects.map((json): INodeExecutionData => ({ json })) };
}

async function sendList(sender: Sender, request: PreparedRequest, wanted: number) {
	let response!: IN8nHttpFullResponse;
	const rows = await fetchRows(async (page, rowsPerPage) => {
		response = await exchange(sender, {
			...request,
			qs: { ...request.qs, page, per_page: rowsPerPage },
		});
		return rowsOf(response.body);
	}, wanted);
	return { response, items: rows.map((json): INodeExecutionData => ({ json })) };
}

/** @throws NodeOperationError for input that must not be sent */
function prepare(context: IExecuteSingleFunctions, options: IHttpRequestOptions): PreparedRequest {
	const steps = takeSteps(options);
	const request: PreparedRequest = {
		...options,
		method: options.method ?? 'GET',
		baseURL: options.baseURL ?? '',
		headers: { ...options.headers },
		qs: { ...options.qs },
	};
	for (const step of steps) step(context, request);
	request.url = fillPath(context, request.url);
	request.qs = cleanQuery(request.qs);
	if (isEmptyObject(request.body)) delete request.body;
	if (request.body !== undefined) {
		request.headers['Content-Type'] ??= 'application/json';
		// n8n leaves out bodies such as 0, false, null and [], unless they are text.
		if (typeof request.body !== 'string') request.body = JSON.stringify(request.body);
	}
	return request;
}

/** Leaves out what is empty, and joins lists with commas as the API wants them. */
function cleanQuery(qs: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(qs)
			.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value])
			.filter(([, value]) => value !== undefined && value !== null && value !== ''),
	);
}

function isEmptyObject(body: unknown): boolean {
	return (
		typeof body === 'object' &&
		body !== null &&
		Object.getPrototypeOf(body) === Object.prototype &&
		Object.keys(body).length === 0
	);
}

/**
 * How many rows of a list the user wants.
 *
 * @returns undefined when the operation does not give a list
 */
function wantedRows(context: IExecuteSingleFunctions): number | undefined {
	if (context.getNodeParameter('returnAll', null) === true) return Infinity;
	const limit: unknown = context.getNodeParameter('limit', null);
	if (limit === null) return undefined;
	if (!Number.isInteger(Number(limit)) || Number(limit) < 1) {
		throw inputError(context, 'Limit', 'has to be a whole number above 0');
	}
	return Number(limit);
}

async function apiErrorOf(
	sender: Sender,
	request: PreparedRequest,
	error: unknown,
): Promise<NodeApiError> {
	const { functions, credentialType, itemIndex } = sender;
	// n8n wraps the errors of authenticated requests alone.
	const answer = answerOf(request.authenticated === false ? { cause: error } : error);
	if (request.encoding === 'stream') answer.body = await readErrorBody(answer.body);
	return toApiError(
		functions.getNode(),
		{
			method: request.method,
			host: hostOf(request),
			credentialType,
			signedUrl: request.authenticated === false,
		},
		answer,
		[...(await secretsOf(sender)), ...(request.secrets ?? [])],
		itemIndex,
	);
}

/** An error in answer to a download comes as a stream, too. */
async function readErrorBody(body: unknown): Promise<unknown> {
	if (typeof (body as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] !== 'function') {
		return body;
	}
	let text = '';
	for await (const chunk of body as AsyncIterable<unknown>) {
		text += String(chunk);
		if (text.length > ERROR_TEXT_LIMIT) break;
	}
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

async function secretsOf({ functions, credentialType }: Sender): Promise<unknown[]> {
	const credentials = await functions
		.getCredentials(credentialType)
		.catch(() => ({}) as IDataObject);
	return [credentials.apiKey, credentials.password, credentials.accessToken];
}

function hostOf({ baseURL }: PreparedRequest): string {
	return URL.canParse(baseURL) ? new URL(baseURL).host : baseURL;
}

function asNodeError(
	context: IExecuteSingleFunctions,
	error: unknown,
): NodeApiError | NodeOperationError {
	return error instanceof NodeApiError || error instanceof NodeOperationError
		? error
		: new NodeOperationError(context.getNode(), error as Error, {
				itemIndex: context.getItemIndex(),
			});
}
