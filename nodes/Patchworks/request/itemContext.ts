import type { IExecuteFunctions, IExecuteSingleFunctions, INode } from 'n8n-workflow';

/**
 * The functions of one item, for what is shared with the form of the node in which n8n gives each item
 * functions of its own.
 *
 * @param node n8n makes a copy of the node whenever it is asked for it, so a run with many items asks once
 */
export function itemContext(
	functions: IExecuteFunctions,
	item: number,
	node: INode = functions.getNode(),
): IExecuteSingleFunctions {
	const getNodeParameter = (
		name: string,
		fallback?: unknown,
		options?: Parameters<IExecuteFunctions['getNodeParameter']>[3],
	): unknown =>
		// No field has a `validateType`, and to find that out costs more than the value.
		functions.getNodeParameter(name, item, fallback, { ...options, skipValidation: true });
	return Object.create(functions, {
		getItemIndex: { value: () => item },
		getNode: { value: () => node },
		getNodeParameter: { value: getNodeParameter },
		getCredentials: {
			value: async (type: string) => await functions.getCredentials(type, item),
		},
		helpers: { get: () => itemHelpers(functions, item) },
	}) as IExecuteSingleFunctions;
}

/** n8n's helpers, of which those for binary data take no index, but are for the item. */
function itemHelpers({ helpers }: IExecuteFunctions, item: number) {
	return Object.create(helpers, {
		assertBinaryData: { value: (property: string) => helpers.assertBinaryData(item, property) },
		getBinaryDataBuffer: {
			value: async (property: string) => await helpers.getBinaryDataBuffer(item, property),
		},
	}) as IExecuteSingleFunctions['helpers'];
}
