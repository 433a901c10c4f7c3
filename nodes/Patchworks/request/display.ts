import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

/**
 * Whether a field is shown, by the values that the fields it depends on have for the item.
 *
 * n8n decides it by what the panel holds, and takes a field for shown whenever it depends on an
 * expression. It knows what the operations use of n8n's display options: the values that other
 * fields of the node must have.
 */
export function isShown(
	context: IExecuteSingleFunctions,
	{ displayOptions }: INodeProperties,
): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		values?.includes(context.getNodeParameter(nameOf(name), null) as string),
	);
}

/** The fields on whose values it depends which others are shown. */
export function switchesAmong(fields: INodeProperties[]): INodeProperties[] {
	const names = new Set(fields.flatMap(namesIn));
	return fields.filter(({ name }) => names.has(name));
}

function namesIn({ type, options, displayOptions }: INodeProperties): string[] {
	const within = type === 'collection' ? (options as INodeProperties[]) : [];
	return [...Object.keys(displayOptions?.show ?? {}).map(nameOf), ...within.flatMap(namesIn)];
}

/** Within a collection, a slash leads to a field outside it. */
function nameOf(path: string): string {
	return path.replace(/^\//, '');
}
