import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { dereferenceSync } from 'dereference-json-schema';
import type { JSONSchema } from 'dereference-json-schema/types';
import { cloneDeep, memoize, pickBy } from 'lodash';
import { OpenAPIBackend, OpenAPIRouter, OpenAPIValidator } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';

import { fs } from '../../support/node';
import { formSchema, withFiles } from './forms';

/** The hosts of Patchworks that the contract describes. */
export type Host = 'core' | 'start' | 'login' | 'webhooks' | 'callbacks';

/** How sure something is: `client-code` is what a published client sends or reads. */
export type Confidence = 'documented' | 'client-code' | 'inferred';

/** How sure the parts of an operation are. */
export interface OperationConfidence {
	/** Path and method. */
	path: Confidence;
	/** Query and body, where a parameter has none of its own; undefined where there are none. */
	parameters?: Confidence;
	answer: Confidence;
}

/** Who may call an operation. */
export type Access = 'manager' | 'administrator' | 'public';

/** An operation as the contract writes it, references resolved. */
export type OperationObject = Omit<OpenAPIV3_1.OperationObject, 'parameters'> & {
	operationId: string;
	parameters: OpenAPIV3_1.ParameterObject[];
	requestBody?: OpenAPIV3_1.RequestBodyObject;
	responses: Record<string, OpenAPIV3_1.ResponseObject>;
};

/** An operation of the contract with where it is and what is known of it. */
export interface ContractOperation {
	operationId: string;
	method: string;
	path: string;
	host: Host;
	section: string;
	summary: string;
	confidence: OperationConfidence;
	access: Access;
	docs: string;
	evidence?: string;
	/** Why no operation of the node covers it, for one that is left to API Request. */
	leftToApiRequest?: string;
	op: OperationObject;
}

/** A request that no operation of the node covers, and why. */
export interface LeftToApiRequest {
	method: string;
	host: string;
	path: string;
	reason: string;
}

/** A request to hold against the contract; `body` is the text that was sent, or a value sent as JSON. */
export interface ContractRequest {
	method: string;
	url: string;
	/** Needed when the URL is not on one of the public hosts. */
	host?: Host;
	headers?: Record<string, string | string[] | number | undefined>;
	body?: unknown;
}

type PathItem = OpenAPIV3_1.PathItemObject;
type Document = OpenAPIV3_1.Document & { 'x-left-to-api-request'?: LeftToApiRequest[] };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const OVERLAPPING_HOSTS = ['webhooks', 'callbacks'] as const;

/** The public origins of Patchworks Cloud. */
export const ORIGINS: Record<Host, string> = {
	core: 'https://core.wearepatchworks.com',
	start: 'https://start.wearepatchworks.com',
	login: 'https://app.wearepatchworks.com',
	webhooks: 'https://webhooks.wearepatchworks.com',
	callbacks: 'https://callbacks.wearepatchworks.com',
};

/** The files of the contract, by the host whose operations they are chiefly about. */
export const FILES = {
	core: require.resolve('./openapi.yaml'),
	webhooks: require.resolve('./webhooks.yaml'),
	callbacks: require.resolve('./callbacks.yaml'),
};

const readDocument = memoize((file: string): Document => {
	const source = parse(fs.readFileSync(file, 'utf8')) as JSONSchema;
	// Copied so that no two places share an object: openapi-backend takes a shared one for a cycle.
	return withoutSharing(dereferenceSync(source)) as Document;
});

function withoutSharing(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value));
}

/** The OpenAPI document of the Core, Start and Login hosts, references resolved. */
export const document: Document = readDocument(FILES.core);

/** What is known too little to be in the contract, each with its reason. */
export const notInContract: LeftToApiRequest[] = document['x-left-to-api-request'] ?? [];

function hostOfPath(item: PathItem, all: Document): Host {
	const server = item.servers?.[0] ?? all.servers?.[0];
	const host = hostOfUrl(server?.url ?? '');
	if (!host) throw new Error(`The contract names an unknown server: ${server?.url}`);
	return host;
}

function hostOfUrl(url: string): Host | undefined {
	if (!URL.canParse(url)) return undefined;
	const { origin } = new URL(url);
	return (Object.keys(ORIGINS) as Host[]).find((host) => ORIGINS[host] === origin);
}

/**
 * The document of one host: what openapi-backend needs to serve it. A copy of its own for each caller.
 */
export function documentOf(host: Host): Document {
	const file = OVERLAPPING_HOSTS.find((name) => name === host) ?? 'core';
	const all = readDocument(FILES[file]);
	const paths = pickBy(all.paths, (item) => hostOfPath(item as PathItem, all) === host);
	const copy = cloneDeep({ ...all, paths });
	for (const item of Object.values(copy.paths ?? {})) {
		for (const method of METHODS) {
			const { requestBody } = (item?.[method] ?? {}) as OperationObject;
			const form = formSchema(requestBody);
			if (form) Object.assign(form, withFiles(form));
		}
	}
	return copy;
}

function toOperation(host: Host, path: string, item: PathItem, method: string): ContractOperation {
	const source = item[method as (typeof METHODS)[number]] as OperationObject;
	const extensions = source as unknown as Record<`x-${string}`, unknown>;
	const op = { ...source, parameters: [...(item.parameters ?? []), ...(source.parameters ?? [])] };
	return {
		operationId: source.operationId,
		method: method.toUpperCase(),
		path,
		host,
		section: source.tags?.[0] ?? '',
		summary: source.summary ?? '',
		confidence: extensions['x-confidence'] as OperationConfidence,
		access: extensions['x-access'] as Access,
		docs: source.externalDocs?.url ?? '',
		evidence: extensions['x-evidence'] as string | undefined,
		leftToApiRequest: extensions['x-left-to-api-request'] as string | undefined,
		op: op as OperationObject,
	};
}

const allOperations = memoize((): ContractOperation[] =>
	(Object.keys(ORIGINS) as Host[]).flatMap((host) =>
		Object.entries(documentOf(host).paths ?? {}).flatMap(([path, item]) =>
			METHODS.filter((method) => item?.[method]).map((method) =>
				toOperation(host, path, item as PathItem, method),
			),
		),
	),
);

/** Every operation of every host, in the order of the documents. */
export function operations(): ContractOperation[] {
	return allOperations();
}

/** What the node leaves to its API Request resource, each with its reason. */
export function leftToApiRequest(): LeftToApiRequest[] {
	const known = operations().flatMap(({ method, host, path, leftToApiRequest: reason }) =>
		reason ? [{ method, host: new URL(ORIGINS[host]).host, path, reason }] : [],
	);
	return [...known, ...notInContract];
}

/**
 * The operation of that id.
 *
 * @throws Error when the contract has none
 */
export function operation(operationId: string): ContractOperation {
	const found = operations().find((candidate) => candidate.operationId === operationId);
	if (!found) throw new Error(`The contract has no operation ${operationId}`);
	return found;
}

/** How sure a parameter is: by itself, else as the others of its operation. */
export function confidenceOf(
	{ confidence }: ContractOperation,
	parameter: OpenAPIV3_1.ParameterObject,
): Confidence | undefined {
	const own = (parameter as { 'x-confidence'?: Confidence })['x-confidence'];
	return own ?? confidence.parameters;
}

const routerOf = memoize(
	(host: Host) =>
		new OpenAPIRouter({ definition: documentOf(host), apiRoot: '/', ignoreTrailingSlashes: false }),
);

/** The validator of one host's requests and answers; compiled once, so whoever serves the host shares it. */
export const validatorOf = memoize(
	(host: Host) =>
		new OpenAPIValidator({
			definition: documentOf(host),
			router: routerOf(host),
			lazyCompileValidators: true,
			...VALIDATION,
		}),
);

/** How the contract's schemas are compiled, for whoever builds an openapi-backend of its own. */
export const VALIDATION = {
	ajvOpts: { allErrors: true, strict: false },
	customizeAjv: (ajv: Parameters<typeof addFormats>[0]) => addFormats(ajv),
} as unknown as Pick<
	ConstructorParameters<typeof OpenAPIBackend>[0] & object,
	'ajvOpts' | 'customizeAjv'
>;

/** The operation that a method and a path (with or without a query) of a host lead to, if any. */
export function matchOperation(
	host: Host,
	method: string,
	path: string,
): ContractOperation | undefined {
	const match = routerOf(host).matchOperation({ method, path, headers: {} });
	return match?.operationId ? operation(match.operationId) : undefined;
}

/** The query of a URL as openapi-backend takes it: brackets are part of a name, not a structure. */
export function parseQuery(search: string): Record<string, string | string[]> {
	const parameters = new URLSearchParams(search);
	const query: Record<string, string | string[]> = {};
	for (const name of new Set(parameters.keys())) {
		const values = parameters.getAll(name);
		query[name] = values.length > 1 ? values : values[0];
	}
	return query;
}

/** What is wrong with a request's place, as far as a validation error of openapi-backend tells. */
export function describeProblem({ instancePath, keyword, message, params }: ErrorObject): string {
	const [, place = '', ...rest] = instancePath.split('/');
	const name = rest.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')).join('.');
	const what =
		{ query: 'query parameter', path: 'path parameter', header: 'header', requestBody: 'body' }[
			place
		] ?? 'request';
	if (keyword === 'additionalProperties') {
		return `undocumented ${place === 'requestBody' ? 'body field' : what} ${[...rest, params.additionalProperty].join('.')}`;
	}
	if (keyword === 'enum') {
		return `${what} ${name} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
	}
	return [what, name, message].filter(Boolean).join(' ');
}

function textOf(body: unknown): string | undefined {
	if (body === undefined || body === '') return undefined;
	if (Buffer.isBuffer(body)) return body.toString('utf8') || undefined;
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function headerOf(headers: ContractRequest['headers'], name: string): string {
	const entry = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
	return String(entry?.[1] ?? '');
}

/**
 * The media types an operation may answer with on success; empty when none are given.
 */
export function answerTypes({ op }: ContractOperation): string[] {
	return Object.entries(op.responses)
		.filter(([status]) => status.startsWith('2'))
		.flatMap(([, response]) => Object.keys(response.content ?? {}));
}

/**
 * What the headers of a request lack: `Accept: application/json` wherever the answer is JSON only, and
 * a documented Content-Type wherever there is a body.
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/authentication
 */
export function headerProblems(
	target: ContractOperation,
	headers: ContractRequest['headers'],
	hasBody: boolean,
): string[] {
	const problems: string[] = [];
	const onlyJson = answerTypes(target).every((type) => type === 'application/json');
	const fromPatchworksClient = target.host !== 'webhooks' && target.host !== 'callbacks';
	if (
		fromPatchworksClient &&
		onlyJson &&
		!headerOf(headers, 'accept').includes('application/json')
	) {
		problems.push('header Accept must include application/json');
	}
	const bodyTypes = Object.keys(target.op.requestBody?.content ?? {});
	const contentType = headerOf(headers, 'content-type').split(';')[0].trim().toLowerCase();
	if (
		hasBody &&
		bodyTypes.length &&
		!bodyTypes.includes('*/*') &&
		!bodyTypes.includes(contentType)
	) {
		problems.push(`header Content-Type must be ${bodyTypes.join(' or ')}`);
	}
	return problems;
}

/**
 * Holds a request against the contract.
 *
 * @returns what does not conform, in words; empty when everything does
 */
export function validateRequest(request: ContractRequest): string[] {
	const host = request.host ?? hostOfUrl(request.url);
	if (!host) return [`${request.url} is on none of the hosts of the contract`];
	const { pathname, search } = new URL(request.url, ORIGINS[host]);
	const target = matchOperation(host, request.method, pathname);
	if (!target) {
		return [
			`${request.method.toUpperCase()} ${pathname} is not in the contract of the ${host} host`,
		];
	}
	const body = textOf(request.body);
	const problems = headerProblems(target, request.headers, body !== undefined);
	if (body !== undefined && body !== '{}' && !target.op.requestBody) {
		problems.push('undocumented body');
	}
	const headers = pickBy(request.headers, (value) => value !== undefined);
	const { errors } = validatorOf(host).validateRequest(
		{
			method: request.method,
			path: pathname,
			query: parseQuery(search),
			headers: headers as Record<string, string | string[]>,
			body,
		},
		target.operationId,
	);
	return [...problems, ...(errors ?? []).map(describeProblem)];
}

/**
 * Holds an answer's body against the contract.
 *
 * @returns what does not conform, in words; empty when everything does
 */
export function validateAnswer(operationId: string, status: number, body: unknown): string[] {
	const { host } = operation(operationId);
	const { errors } = validatorOf(host).validateResponse(body, operationId, status);
	return (errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}
