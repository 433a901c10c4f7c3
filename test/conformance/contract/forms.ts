import { mapValues } from 'lodash';
import type { OpenAPIV3_1 } from 'openapi-types';

type Schema = OpenAPIV3_1.SchemaObject;

/** The fields of a form as the contract's schemas take them: numbers as numbers, files as {@link FormFile}. */
export type Form = Record<string, unknown>;

/** A file of a form: its name, its type, and its bytes in Base64. */
export interface FormFile {
	fileName: string;
	type: string;
	data: string;
}

type HeaderValues = Record<string, string | string[] | number | undefined>;

const FORM = 'multipart/form-data';

/** An object, since text in place of a file is none. */
const FILE: Schema = { type: 'object', required: ['fileName', 'type', 'data'] };

/** The schema of the form that an operation takes, if it takes one. */
export function formSchema(requestBody?: OpenAPIV3_1.RequestBodyObject): Schema | undefined {
	return requestBody?.content[FORM]?.schema as Schema | undefined;
}

/**
 * Reads the body of a request where it is a form; gives undefined where it is none.
 *
 * @param schema says which fields are numbers or lists, since a form has only texts and files
 * @throws TypeError when its parts cannot be told apart
 */
export async function readForm(
	headers: HeaderValues,
	body: Buffer | string,
	schema: Schema = {},
): Promise<Form | undefined> {
	const type = headers['content-type'];
	if (typeof type !== 'string' || !type.toLowerCase().startsWith(FORM)) return undefined;
	const bytes = new Uint8Array(Buffer.from(body));
	const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
	const names = new Set<string>();
	form.forEach((_value, name) => names.add(name));
	const fields: Form = {};
	for (const name of names) {
		const property = schema.properties?.[name] as Schema | undefined;
		const isList = property?.type === 'array';
		const kind = isList ? (property.items as Schema) : property;
		const values = await Promise.all(
			form.getAll(name).map(async (value) => await valueOf(value, kind)),
		);
		fields[name] = isList || values.length > 1 ? values : values[0];
	}
	return fields;
}

async function valueOf(value: string | File, schema?: Schema): Promise<unknown> {
	if (typeof value !== 'string') {
		const data = Buffer.from(await value.arrayBuffer()).toString('base64');
		return { fileName: value.name, type: value.type, data } satisfies FormFile;
	}
	const isNumber = schema?.type === 'integer' || schema?.type === 'number';
	return isNumber && value.trim() !== '' && !isNaN(Number(value)) ? Number(value) : value;
}

/** The headers with one boundary for all forms: it is drawn by lot for each. */
export function withoutBoundary<T extends HeaderValues>(headers: T): T {
	return mapValues(headers, (value) =>
		typeof value === 'string' ? value.replace(/(; boundary=).*/, '$1any') : value,
	) as T;
}

/** Puts what {@link readForm} gives for a file in place of `format: binary` in the schema of a form. */
export function withFiles(schema: Schema): Schema {
	if (schema.type === 'array') return { ...schema, items: withFiles(schema.items as Schema) };
	if (schema.format === 'binary') return FILE;
	if (!schema.properties) return schema;
	return {
		...schema,
		properties: mapValues(schema.properties, (property) => withFiles(property as Schema)),
	} as Schema;
}
