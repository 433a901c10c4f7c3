import type { OpenAPIV3_1 } from 'openapi-types';

import type { ContractOperation } from '../contract/document';
import { rowSchema } from '../../support/sandbox/state/collections';
import type { SentRequest } from './workbench';

type Schema = OpenAPIV3_1.SchemaObject;

/** Documented for single objects by mistake: their pages repeat what the list takes. */
const OF_LISTS = /^(page|per_page|sort|filter\[.+\])$/;

/** Relations that come as a number or as yes and no are typed as Additional Relations. */
const TYPED_RELATION = /(_count|Exists)$/;

/** Parameters that no field sends carry the reason why under this name. */
const LEFT_OUT = 'x-left-to-api-request';

/** Sent in a header instead, or standing for any name. */
const SENT_OTHERWISE = /^(patchworks_signature|\(payload\))$/;

/**
 * What a request to an operation may carry: its query parameters, the properties of its body, and each
 * value of those that have a fixed set of them.
 */
export function documentedParts(entry: ContractOperation): string[] {
	const { parameters, requestBody } = entry.op;
	const isList = rowSchema(entry) !== undefined;
	const query = parameters
		.filter(({ name }) => !SENT_OTHERWISE.test(name) && (isList || !OF_LISTS.test(name)))
		.filter((parameter) => parameter.in === 'query' && !(LEFT_OUT in parameter))
		.flatMap(({ name, schema }) => partsOf(`query ${name}`, schema as Schema));
	const body = Object.values(requestBody?.content ?? {})[0]?.schema as Schema | undefined;
	return [...query, ...propertiesOf('body', body)];
}

/** The same of a request that was sent. */
export function sentParts({ url, body }: SentRequest): string[] {
	const query = [...new URL(url, 'http://sandbox').searchParams].flatMap(([name, value]) => [
		`query ${name}`,
		...value.split(',').map((one) => `query ${name}=${one}`),
	]);
	return [...query, ...valuesOf('body', Buffer.isBuffer(body) ? parsed(String(body)) : body)];
}

function partsOf(place: string, schema?: Schema): string[] {
	const items = schema?.type === 'array' ? (schema.items as Schema) : schema;
	const values = (items?.enum ?? []).filter(
		(value) => value !== null && !TYPED_RELATION.test(String(value)),
	);
	return [place, ...values.map((value) => `${place}=${String(value)}`)];
}

function propertiesOf(place: string, schema?: Schema): string[] {
	const object = schema?.type === 'array' ? (schema.items as Schema) : schema;
	return Object.entries(object?.properties ?? {}).flatMap(([name, property]) => [
		...partsOf(`${place}.${name}`, property as Schema),
		...propertiesOf(`${place}.${name}`, property as Schema),
	]);
}

function valuesOf(place: string, value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => valuesOf(place, entry));
	if (typeof value !== 'object' || value === null) return [`${place}=${String(value)}`];
	return Object.entries(value).flatMap(([name, property]) => [
		`${place}.${name}`,
		...valuesOf(`${place}.${name}`, property),
	]);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
}
