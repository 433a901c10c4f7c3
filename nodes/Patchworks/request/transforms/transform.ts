import get from 'lodash/get';
import has from 'lodash/has';
import set from 'lodash/set';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { ApiRequest } from '../../../api/request';

/**
 * A change to a request before it leaves; it may wait for something, such as a file. Mutates `request`,
 * and throws a NodeOperationError for bad input.
 */
export type RequestTransform = (
	context: IExecuteSingleFunctions,
	request: ApiRequest,
) => void | Promise<void>;

/** Where in a request a value is: among the query parameters or the properties of the body. */
export type Part = 'qs' | 'body';

/** Converts a value that routing put into the request; does nothing where it put none. */
export function converted(
	part: Part,
	property: string,
	convert: (value: unknown, context: IExecuteSingleFunctions) => unknown,
): RequestTransform {
	return (context, request) => {
		const values = request[part] as IDataObject | undefined;
		const path = pathOf(part, property);
		if (!values || !has(values, path)) return;
		set(values, path, convert(get(values, path), context));
	};
}

/** In a body, a dot leads to a property within another; in a query, it is a part of the name. */
export function pathOf(part: Part, property: string): string[] {
	return part === 'body' ? property.split('.') : [property];
}
