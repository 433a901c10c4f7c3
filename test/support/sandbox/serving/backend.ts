import type { ErrorObject } from 'ajv';
import { mapValues, pick } from 'lodash';
import { OpenAPIBackend } from 'openapi-backend';
import type { Context } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';

import {
	documentOf,
	headerProblems,
	operation,
	validatorOf,
} from '../../../conformance/contract/document';
import type { ContractOperation, Host } from '../../../conformance/contract/document';
import type { Caller } from '../state/accounts';
import { htmlPage, refuse, Refusal } from './answers';
import type { Answer } from './answers';
import type { Call } from './call';
import { answerFromCollections } from './generic';
import type { RateLimiter } from './rateLimit';
import { refusalOf } from './refusals';
import { authOf } from './requestLog';
import type { LoggedRequest } from './requestLog';
import { scenarioHandlers } from './scenario';
import type { StartAnswer } from './scenario';
import type { World } from '../state/world';

/** What one request brings along on its way through openapi-backend. */
export interface Exchange {
	host: Host;
	/** The host's own address. */
	origin: string;
	headers: Record<string, string>;
	raw: Buffer;
	logged: LoggedRequest;
	/** Sent with the answer, whatever it is. */
	answerHeaders: Record<string, string>;
	caller?: Caller;
}

/** What a backend stands on. */
export interface BackendOptions {
	world: World;
	limiter: RateLimiter;
	startAnswer: StartAnswer;
}

type Schema = OpenAPIV3_1.SchemaObject;

type Step = (context: Context, exchange: Exchange) => unknown;

/**
 * An openapi-backend for one host: it routes, authorises and holds every request against the contract;
 * then the scenario answers, or the collections, or the contract's own example.
 */
export async function createBackend(
	host: Host,
	{ world, limiter, startAnswer }: BackendOptions,
): Promise<OpenAPIBackend> {
	const identify: Step = (_context, exchange) => {
		exchange.caller = world.accounts.identify(exchange.headers.authorization);
		exchange.logged.auth = authOf(exchange.headers.authorization, exchange.caller);
	};
	const onlyA =
		(kind: Caller['kind']) =>
		(_context: Context, { caller }: Exchange) =>
			caller?.kind === kind;

	const toCall = (context: Context, exchange: Exchange): Call => ({
		...exchange,
		target: operation(String(context.operation.operationId)),
		params: mapValues(context.request.params, (value) => decodeURIComponent(String(value))),
		query: context.request.query,
		body: context.request.requestBody,
	});

	const scenario = mapValues(
		scenarioHandlers(world, startAnswer),
		(handler) => (context: Context, exchange: Exchange) => handler(toCall(context, exchange)),
	);
	const ownOperations = Object.entries(scenario).filter(([id]) => operation(id).host === host);

	const api = new OpenAPIBackend({
		definition: documentOf(host),
		quick: true,
		securityHandlers:
			host === 'core' || host === 'start'
				? { apiKey: onlyA('apiKey'), bearerToken: onlyA('token') }
				: {},
		handlers: {
			...Object.fromEntries(ownOperations),
			preRoutingHandler: identify,
			postRoutingHandler: requireHeaders,
			postSecurityHandler: (_context: Context, exchange: Exchange) => {
				const caller = exchange.caller?.id ?? `${exchange.host} without credential`;
				exchange.answerHeaders = limiter.count(caller);
			},
			unauthorizedHandler: (_context: Context, { caller }: Exchange) => {
				throw caller
					? refuse(403, 'This action is unauthorized.')
					: refuse(401, 'Unauthenticated.');
			},
			preOperationHandler: ({ operation: { operationId } }: Context, { caller }: Exchange) => {
				const { access } = operation(String(operationId));
				if (access === 'administrator' && caller?.role !== 'administrator') {
					throw refuse(403, 'This action is unauthorized.');
				}
			},
			validationFail: ({ validation, operation: { operationId } }: Context) => {
				throw refusalOf(validation.errors as ErrorObject[], operation(String(operationId)));
			},
			notFound: ({ request }: Context) => {
				throw refuse(404, `The route ${request.path.slice(1)} could not be found.`);
			},
			methodNotAllowed: ({ request }: Context) => {
				const method = request.method.toUpperCase();
				throw refuse(
					405,
					`The ${method} method is not supported for route ${request.path.slice(1)}.`,
				);
			},
			notImplemented: (context: Context, exchange: Exchange): Answer =>
				answerFromCollections(world.collections, toCall(context, exchange)) ??
				exampleAnswer(context, toCall(context, exchange)),
		},
	});
	await api.init();
	// openapi-backend would gather them anew several times a request.
	const all = api.getOperations();
	api.router.getOperations = () => all;
	// Compiled once for every sandbox of a process.
	api.validator = validatorOf(host);
	return api;
}

/** The contract's example, under the id that was asked for and with what of it was sent. */
function exampleAnswer({ api }: Context, { target, params, body }: Call): Answer {
	const { status, mock } = api.mockResponseForOperation(target.operationId) as {
		status: number;
		mock: Record<string, unknown>;
	};
	const lastParam = /\{(\w+)\}$/.exec(target.path)?.[1];
	const asked = lastParam ? { id: params[lastParam] } : {};
	const properties = answerSchema(target, status)?.properties?.data as Schema | undefined;
	const sent = pick(body, Object.keys(properties?.properties ?? {}));
	const { data } = mock;
	if (typeof data !== 'object' || !data || Array.isArray(data)) return { status, body: mock };
	return { status, body: { ...mock, data: { ...data, ...sent, ...asked } } };
}

function answerSchema({ op }: ContractOperation, status: number): Schema | undefined {
	return op.responses[status]?.content?.['application/json']?.schema as Schema | undefined;
}

/**
 * Refuses a request without the documented headers. Without `Accept: application/json` the real API takes
 * its caller for a browser; here that is a 406 page. A body that does not say it is JSON is a 415.
 */
function requireHeaders({ operation: matched }: Context, exchange: Exchange): void {
	if (!matched?.operationId) return;
	const target = operation(matched.operationId);
	exchange.logged.operationId = target.operationId;
	const [problem] = headerProblems(target, exchange.headers, exchange.raw.length > 0);
	if (!problem) return;
	if (problem.startsWith('header Accept')) throw new Refusal(htmlPage(406, 'Not Acceptable'));
	throw refuse(415, `Unsupported Media Type: ${problem}.`);
}
