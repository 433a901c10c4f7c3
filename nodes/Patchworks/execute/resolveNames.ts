import get from 'lodash/get';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeParameterResourceLocator,
} from 'n8n-workflow';
import { isExpression, isResourceLocatorValue } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import type { Sender } from '../../api/sender';
import type { Field, Operation } from '../description/operation';
import { isShown, isTool } from '../request/display';
import { isEmpty } from '../request/empty';
import { isId } from '../request/ids';
import { listSearch } from '../resources/listSearch';
import type { NameLookup } from './nameLookup';

/**
 * Puts the ID in place of each name that a user gave for something to pick.
 *
 * @param names shared by the items of a run
 * @returns functions of the item that give the IDs; the same ones where there are no names
 * @throws NodeOperationError for a name that nothing has, or more than one thing
 */
export async function resolveNames(
	context: IExecuteSingleFunctions,
	operation: Operation,
	sender: Sender,
	names: NameLookup,
): Promise<IExecuteSingleFunctions> {
	const fields = namedFields(context, operation);
	if (fields.length === 0) return context;

	const ids = new Map<string, string>();
	const getNodeParameter: IExecuteSingleFunctions['getNodeParameter'] = (
		name: string,
		...rest: unknown[]
	) => ids.get(name) ?? (context.getNodeParameter as (...all: unknown[]) => never)(name, ...rest);
	const resolved = Object.create(context, {
		getNodeParameter: { value: getNodeParameter },
	}) as IExecuteSingleFunctions;
	for (const { path, field } of fields) {
		const given: unknown = context.getNodeParameter(path, '', { extractValue: true });
		const name = String(given ?? '').trim();
		if (isEmpty(name)) {
			if (mayBeEmpty(context, path, field)) continue;
			throw inputError(context, field.displayName, 'is empty');
		}
		const orId = isTool(context.getNode());
		const label = field.displayName;
		ids.set(path, await names.idOf(resolved, sender, listOf(field), label, name, orId));
	}
	return resolved;
}

/** Whether a field stands for none of the things when it is empty; not where an expression gives nothing. */
function mayBeEmpty(context: IExecuteSingleFunctions, path: string, { required }: Field): boolean {
	const { value } = get(
		context.getNode().parameters,
		path,
	) as unknown as INodeParameterResourceLocator;
	return !required && !isExpression(value);
}

/** The fields of an item that hold a name, in the order of the panel: a list may depend on one before it. */
function namedFields(context: IExecuteSingleFunctions, { fields }: Operation) {
	const { parameters } = context.getNode();
	const found: Array<{ path: string; field: Field }> = [];
	const addNamed = (field: Field, within = ''): void => {
		const path = within + field.name;
		const value: unknown = get(parameters, path);
		if (value === undefined || !isShown(context, field)) return;
		if (field.type === 'collection') {
			for (const option of field.options as Field[]) {
				if (option.name in (value as IDataObject)) addNamed(option, `${path}.`);
			}
		} else if (isResourceLocatorValue(value)) {
			if (value.mode === 'name' || isNameInstead(context, path, field)) found.push({ path, field });
		}
	};
	for (const field of fields) addNamed(field);
	return found;
}

/** Whether a model that was asked for an ID gave a name. */
function isNameInstead(context: IExecuteSingleFunctions, path: string, { modes }: Field): boolean {
	if (!isTool(context.getNode()) || !modes?.some(({ name }) => name === 'name')) return false;
	const given: unknown = context.getNodeParameter(path, '', { extractValue: true });
	return !isEmpty(given) && !isId(String(given).trim());
}

function listOf({ modes = [] }: Field) {
	const method = modes.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
	return listSearch[method as keyof typeof listSearch];
}
