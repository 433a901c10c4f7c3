import type { IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * The functions of one item, for what is shared with the form of the node in which n8n gives each item
 * functions of its own.
 */
export function contextOf(functions: IExecuteFunctions, item: number): IExecuteSingleFunctions {
	const getNodeParameter = (
		name: string,
		fallback?: unknown,
		options?: Parameters<IExecuteFunctions['getNodeParameter']>[3],
	): unknown =>
		// No field has a `validateType`, and to find that out costs more than the value.
		functions.getNodeParameter(name, item, fallback, { ...options, skipValidation: true });
	return Object.create(functions, {
		getItemIndex: { value: () => item },
		getNodeParameter: { value: getNodeParameter },
	}) as IExecuteSingleFunctions;
}
