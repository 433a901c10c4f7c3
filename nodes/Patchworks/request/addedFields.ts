import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

import { isShown } from './display';
import { inputError } from '../../api/errors/itemErrors';
import { takesId } from './ids';
import { isEmpty } from './empty';
import type { RequestTransform } from './transforms/transform';

/**
 * Refuses a field that a user added to a collection and that has no value for the item. Left out, it
 * would start a flow in another environment, or list all there is in place of a few.
 *
 * @param collection the name of the collection
 * @param label its display name
 * @param fields those that can be added to it
 */
export function noneAddedIsEmpty(
	collection: string,
	label: string,
	fields: INodeProperties[],
): RequestTransform {
	return (context) => {
		const added = context.getNodeParameter(collection, {}) as IDataObject;
		for (const field of fields) {
			if (!(field.name in added) || !isShown(context, field)) continue;
			if (!isLacking(field, added[field.name], collection)) continue;
			throw inputError(
				context,
				field.displayName,
				'is empty',
				`It was added under '${label}': give it a value, or remove it.`,
			);
		}
	};
}

/** Whether a value says nothing. Some of what is empty does: it clears what the API has. */
function isLacking(field: INodeProperties, given: unknown, collection: string): boolean {
	const value = isResourceLocatorValue(given) ? given.value : given;
	if (value === undefined) return true;
	const isNone = takesId(field) && typeof value === 'string' ? value.trim() === '' : isEmpty(value);
	return isNone && !canBeCleared(field, value, collection === 'updateFields');
}

function canBeCleared(field: INodeProperties, value: unknown, isUpdate: boolean): boolean {
	const { type, routing } = field;
	// These are sent as `null`, which also stands for none in what is created.
	if (['dateTime', 'number'].includes(type)) return routing?.send?.type === 'body';
	if (!isUpdate || takesId(field)) return false;
	return type === 'string' || (type === 'json' && value === null);
}
