import omit from 'lodash/omit';
import sortBy from 'lodash/sortBy';

import { noneAddedIsEmpty } from '../request/addedFields';
import { somethingToUpdate } from '../request/transforms/bodies';
import type { RequestTransform } from '../request/transforms/transform';
import type { Field } from './operation';

/** The filters of an operation that lists. */
export function filters(...fields: Field[]): Field {
	return collection('filters', 'Filters', 'Add filter', fields);
}

/** What else a user may want of an operation: how the answer is to be rather than what of. */
export function options(...fields: Field[]): Field {
	return collection('options', 'Options', 'Add option', fields);
}

/** What a new object may have besides the fields it must have. */
export function additionalFields(...fields: Field[]): Field {
	return collection('additionalFields', 'Additional Fields', 'Add field', fields);
}

/** What can be changed of an object; what is not added stays as it is. */
export function updateFields(...fields: Field[]): Field {
	return collection('updateFields', 'Update Fields', 'Add field', fields, [somethingToUpdate]);
}

export function collection(
	name: string,
	displayName: string,
	placeholder: string,
	fields: Field[],
	transforms: RequestTransform[] = [],
): Field {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		transforms: [noneAddedIsEmpty(name, displayName, fields), ...transforms],
		// n8n asks for what is required in here even where the collection is not shown.
		options: sortBy(fields, 'displayName').map((field) => omit(field, 'required')),
	};
}
