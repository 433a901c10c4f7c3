import Ajv from 'ajv';
import { omit, snakeCase, sortBy, uniq } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import type { OpenAPIV3_1 } from 'openapi-types';

import { path, projectRoot } from '../../support/node';
import type { HookAnswer } from '../../support/sandbox';
import { operation as contractOperation } from '../contract/document';
import type { NodeOperation } from './nodeOperations';
import { ANY_REQUEST } from './nodeOperations';
import { ONLY_REQUIRED } from './scenarios';
import type { OperationRun, Workbench } from './workbench';

/** A JSON schema as n8n's editor reads it to show fields before the first run. */
export interface OutputSchema {
	type: string | string[];
	/** Beside `object` and `array`, of which the editor shows the content only if they are the one type. */
	nullable?: true;
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	version?: number;
}

type Schema = OpenAPIV3_1.SchemaObject;

/** Where the schemas of the node's first version are. */
export const SCHEMAS = path.join(projectRoot, 'nodes/Patchworks/__schema__/v1.0.0');

const ajv = new Ajv({ strict: false, allErrors: true });

const ANY_TYPE = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/** Where n8n looks for the schema of an operation's output, within the sources. */
export function schemaFile({ resource, operation }: NodeOperation, directory = SCHEMAS): string {
	return path.join(directory, resource, `${operation}.json`);
}

/**
 * What of an item its schema does not say, in words.
 *
 * @param more properties that an item may have besides
 */
export function strangeIn(item: IDataObject, schema: OutputSchema, more: string[] = []): string[] {
	const validate = ajv.compile(schema);
	const names = Object.keys(omit(item, Object.keys(schema.properties ?? {}), more));
	validate(item);
	return [
		...names.map((name) => `has no ${name}`),
		...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
	];
}

/** What of an item the editor shows as something else than it is, in words. */
export function shownOtherwise(item: IDataObject, { properties = {} }: OutputSchema): string[] {
	return Object.entries(item).flatMap(([name, value]) => {
		// The editor shows the first of several types.
		const [shown] = [properties[name]?.type ?? []].flat();
		if (value === null || shown === undefined || ajv.validate({ type: shown }, value)) return [];
		return [`${name} is ${JSON.stringify(value)} and shown as ${shown}`];
	});
}

/**
 * The schema of what an operation gives when nothing optional is set: it is run with an answer that has
 * everything the contract names, to see what of it comes out and what the node adds.
 *
 * @param seen how it ran on the sandbox with nothing optional set
 * @returns undefined where nothing is known of the answer
 * @throws Error when it gives no item
 */
export async function outputSchemaOf(
	bench: Workbench,
	operation: NodeOperation,
	seen: OperationRun,
): Promise<OutputSchema | undefined> {
	const ids = uniq(seen.requests.map(({ operationId = '' }) => operationId));
	const isOneRequest = ids.length === 1 && !operation.custom;
	const answer = isOneRequest ? answerSchemaOf(ids[0]) : undefined;
	if (operation.resource === ANY_REQUEST || (answer && !isKnown(answer))) return undefined;

	const row = answer && rowSchemaOf(answer);
	const { items, error } = row
		? await bench.run(operation, { name: ONLY_REQUIRED, parameters: seen.parameters }, (hooked) =>
				hooked.operationId === ids[0] ? answerWith(row) : undefined,
			)
		: seen;
	if (items.length === 0) throw new Error(error?.message ?? 'It gives no item');
	const properties = Object.entries(items[0]).map(([name, value]) => {
		const { known, example } = propertyFor(name, value, row?.schema);
		return [name, known ? translate(known, example) : infer(value)];
	});
	return { type: 'object', properties: Object.fromEntries(properties), version: 1 };
}

/** The property of the contract that a field is, also of one that an item has in camel case. */
function propertyFor(name: string, value: unknown, schema: Schema | undefined) {
	const examples = (schema?.example ?? {}) as IDataObject;
	const other = snakeCase(name);
	const isSame = name in (schema?.properties ?? {}) || typeof examples[other] === typeof value;
	const property = name in (schema?.properties ?? {}) ? name : other;
	const known = schema?.properties?.[property] as Schema | undefined;
	return isSame ? { known, example: examples[property] } : { known: undefined, example: undefined };
}

/** What the contract says of an operation's answer; undefined if it is no JSON. */
function answerSchemaOf(operationId: string): Schema | undefined {
	const { responses } = contractOperation(operationId).op;
	const success = responses['200'] ?? responses['201'];
	return success?.content?.['application/json']?.schema as Schema | undefined;
}

/** Whether the contract names the properties of an answer. */
function isKnown(answer: Schema): boolean {
	const data = answer.properties?.data as Schema | undefined;
	return Boolean(data ? rowOf(data).properties : answer.properties);
}

interface RowSchema {
	schema: Schema;
	isList: boolean;
}

/** What the contract says of the objects in an answer; undefined if it is none of an object that has an ID. */
function rowSchemaOf(answer: Schema): RowSchema | undefined {
	const data = answer.properties?.data as Schema | undefined;
	if (!data || answer.properties?.message) return undefined;
	return { schema: rowOf(data), isList: data.type === 'array' };
}

function rowOf(data: Schema): Schema {
	return data.type === 'array' ? (data.items as Schema) : data;
}

/** The relation by which items name the flow. */
const SOME_FLOW = { id: 1, name: 'text' };

/** An answer with every property that the contract names. */
function answerWith({ schema, isList }: RowSchema): HookAnswer {
	const example = (schema.example ?? {}) as IDataObject;
	const row = Object.fromEntries(
		Object.entries(schema.properties ?? {}).map(([name, property]) => [
			name,
			example[name] ?? (name === 'flow' ? SOME_FLOW : anyValueOf(property as Schema)),
		]),
	);
	const meta = { current_page: 1, last_page: 1, per_page: 100, total: 1 };
	return {
		status: 200,
		body: isList ? { data: [row], meta } : { data: row },
	};
}

function anyValueOf({ type, enum: values }: Schema): unknown {
	const [first] = [type ?? 'string'].flat();
	const value = { integer: 1, number: 1, boolean: true, array: [], object: {}, null: null };
	return values?.[0] ?? value[first as keyof typeof value] ?? 'text';
}

/** A schema of the contract as the editor reads it. */
function translate(schema: Schema, example: unknown): OutputSchema {
	if (schema.type === undefined) return example === undefined ? { type: ANY_TYPE } : infer(example);
	const types = byExample([schema.type].flat() as string[], example);
	const kinds = types.filter((type) => type !== 'null');
	if (kinds.length > 1 || !['object', 'array'].includes(kinds[0])) {
		return { type: types.length === 1 ? types[0] : types };
	}
	const content = contentOf(schema, example);
	return { type: kinds[0], ...(kinds.length < types.length && { nullable: true }), ...content };
}

/** The types with that of the example first: the editor shows no other. */
function byExample(types: string[], example: unknown): string[] {
	if (example === undefined || example === null) return types;
	return sortBy(types, (type) => !ajv.validate({ type }, example));
}

function contentOf(schema: Schema, example: unknown): Partial<OutputSchema> {
	const { properties } = schema;
	if (properties) {
		const examples = (example ?? {}) as IDataObject;
		return {
			properties: Object.fromEntries(
				Object.entries(properties).map(([name, property]) => [
					name,
					translate(property as Schema, examples[name]),
				]),
			),
		};
	}
	const items = (schema as OpenAPIV3_1.ArraySchemaObject).items as Schema | undefined;
	if (items && Object.keys(items).length > 0) {
		return { items: translate(items, [example].flat()[0]) };
	}
	if (example === undefined || example === null) return {};
	const { properties: inferred, items: inferredItems } = infer(example);
	return {
		...(inferred && { properties: inferred }),
		...(inferredItems && { items: inferredItems }),
	};
}

/** The schema of a value. */
function infer(value: unknown): OutputSchema {
	if (value === null || value === undefined) return { type: ANY_TYPE };
	if (Array.isArray(value)) {
		return { type: 'array', ...(value.length > 0 && { items: infer(value[0]) }) };
	}
	if (typeof value !== 'object') return { type: typeof value };
	return {
		type: 'object',
		properties: Object.fromEntries(
			Object.entries(value).map(([name, property]) => [name, infer(property)]),
		),
	};
}
