import isPlainObject from 'lodash/isPlainObject';
import type { IDataObject } from 'n8n-workflow';

/** What an object of JSON:API has besides its attributes. */
const MEMBERS = ['id', 'type', 'attributes', 'relationships', 'links', 'meta'];

/**
 * One row as a flat object. Public sources disagree on whether the API answers with flat objects or
 * with JSON:API's `{id, type, attributes}`, so both are taken, the latter also without its type.
 */
export function toRow(row: unknown): IDataObject {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		return { value: row as IDataObject['value'] };
	}
	// Most rows are flat already, and there can be a hundred thousand: they are not copied.
	if (!('attributes' in row)) return row as IDataObject;
	const { id, type, attributes, ...others } = row as IDataObject;
	if (!isPlainObject(attributes) || !isJsonApi(row as IDataObject)) return row as IDataObject;
	return {
		...(id !== undefined && { id }),
		...(type !== undefined && { type }),
		...(attributes as IDataObject),
		...(id !== undefined && { id }),
		...others,
	};
}

function isJsonApi(row: IDataObject): boolean {
	return 'type' in row || Object.keys(row).every((name) => MEMBERS.includes(name));
}
