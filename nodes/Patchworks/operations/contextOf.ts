import type { IExecuteFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * The functions of one item, for steps that are shared with declarative operations, where n8n gives
 * each item functions of its own.
 */
export function contextOf(functions: IExecuteFunctions, item: number): IExecuteSingleFunctions {
	const getNodeParameter = (
		name: string,
		fallback?: unknown,
		options?: Parameters<IExecuteFunctions['getNodeParameter']>[3],
	): unknown => functions.getNodeParameter(name, item, fallback, options);
	return Object.create(functions, {
		getItemIndex: { value: () => item },
		getNodeParameter: { value: getNodeParameter },
	}) as IExecuteSingleFunctions;
}
