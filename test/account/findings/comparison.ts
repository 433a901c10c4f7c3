import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { isPlainObject, memoize, omit, uniq } from 'lodash';
import type { OpenAPIV3_1 } from 'openapi-types';

import type { ContractOperation } from '../../conformance/contract/document';
import type { RawAnswer, Row } from '../requests/answers';
import { isDressed, propertiesOf } from '../requests/answers';
import { formOf, formsOf, namesOf } from './forms';

type Schema = OpenAPIV3_1.SchemaObject;

const ajv = addFormats(new Ajv({ strict: false }));
const validatorOf = memoize((schema: Schema) => ajv.compile(schema));

/** The schema of an operation's answer; undefined where it is a file. */
function answerSchema({ op }: ContractOperation): Schema | undefined {
	return op.responses['200']?.content?.['application/json']?.schema as Schema | undefined;
}

/**
 * Holds an answer against the contract.
 *
 * @returns what differs, by names, types and forms; empty when nothing does
 */
export function differencesOf(operation: ContractOperation, { body }: RawAnswer): string[] {
	const schema = answerSchema(operation);
	if (!schema) return [];
	const data = schema.properties?.data as Schema | undefined;
	if (!data) return differencesOfObjects(schema, [body]);
	if (!isPlainObject(body)) {
		const said = `the answer is ${formOf(body)}, not an object with data`;
		return data.type === 'array' && Array.isArray(body)
			? [said, ...differencesOfRows(data.items as Schema, body)]
			: [said];
	}
	const { data: given, ...rest } = body as Row;
	return [
		...differencesOfEnvelope(omit(schema.properties, 'data') as Record<string, Schema>, rest),
		...(data.type === 'array'
			? differencesOfRows(data.items as Schema, given)
			: differencesOfObjects(data, [given])),
	];
}

function differencesOfEnvelope(schemas: Record<string, Schema>, rest: Row): string[] {
	const more = Object.keys(rest).filter((name) => !(name in schemas));
	const parts = Object.entries(schemas).flatMap(([name, schema]) =>
		isPlainObject(rest[name])
			? differencesOfObjects(schema, [rest[name]]).map((text) => `${name}: ${text}`)
			: [`${name} is ${formOf(rest[name])}`],
	);
	return [...(more.length > 0 ? [`beside data there is ${namesOf(more)}`] : []), ...parts];
}

function differencesOfRows(schema: Schema, given: unknown): string[] {
	if (!Array.isArray(given)) return [`data is ${formOf(given)}, not an array`];
	return given.length > 0 ? differencesOfObjects(schema, given) : [];
}

/** What differs in some objects of one kind. */
function differencesOfObjects(schema: Schema, objects: unknown[]): string[] {
	const { properties } = schema;
	if (!properties) {
		return objects.every((one) => validatorOf(schema)(one))
			? []
			: [`it is ${formsOf(objects).join(', or ')}, not ${expectedOf(schema)}`];
	}
	const strange = objects.filter((one) => !isPlainObject(one));
	if (strange.length > 0) return [`it is ${formsOf(strange).join(', or ')}, not an object`];
	const rows = objects.map(propertiesOf);
	const names = uniq(rows.flatMap((row) => Object.keys(row)));
	const unknown = names.filter((name) => !(name in properties) && !isOfJsonApi(name, objects));
	// What the contract's example lacks is there only when it is asked for.
	const usual = Object.keys((schema.example as Row | undefined) ?? {});
	const missing = rows.length > 0 ? usual.filter((name) => !names.includes(name)) : [];
	return [
		...(objects.some(isDressed) ? ['properties are under attributes'] : []),
		...Object.entries(properties).flatMap(([name, property]) =>
			differenceOf(
				name,
				property as Schema,
				rows.map((row) => row[name]),
			),
		),
		...(unknown.length > 0 ? [`not in the contract: ${namesOf(unknown)}`] : []),
		...(missing.length > 0 ? [`not in the answer: ${namesOf(missing)}`] : []),
	];
}

function differenceOf(name: string, schema: Schema, values: unknown[]): string[] {
	const wrong = values.filter((value) => value !== undefined && !validatorOf(schema)(value));
	return wrong.length > 0
		? [`${name} is ${formsOf(wrong).join(', or ')}, not ${expectedOf(schema)}`]
		: [];
}

function isOfJsonApi(name: string, objects: unknown[]): boolean {
	return ['type', 'links', 'relationships'].includes(name) && objects.some(isDressed);
}

function expectedOf({ type, enum: values, format }: Schema): string {
	const types = [type ?? 'any'].flat().filter((one) => one !== 'null');
	const more = [values ? 'of a fixed set' : '', format === 'date-time' ? 'with a time' : ''];
	return [types.join(' or '), ...more].filter(Boolean).join(' ');
}
