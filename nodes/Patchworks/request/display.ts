import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isTool } from '../../api/asTool';

/** For {@link INodeProperties.displayOptions}: only in the tool of an AI agent. */
export const ONLY_IN_TOOL = { '@tool': [true] };

/** For {@link INodeProperties.displayOptions}: not in the tool of an AI agent, where it makes no sense. */
export const NOT_IN_TOOL = { '@tool': [false] };

/**
 * Whether a field is shown, by the values that the fields it depends on have for the item.
 *
 * n8n decides it by what the panel holds, and takes a field for shown whenever it depends on an
 * expression. It knows what the operations use of n8n's display options: the values that other
 * fields of the node must have, and whether the node is the tool of an agent.
 */
export function isShown(
	context: IExecuteSingleFunctions,
	{ displayOptions }: INodeProperties,
): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		values?.includes(
			name === '@tool'
				? isTool(context.getNode())
				: (context.getNodeParameter(nameOf(name), null) as string),
		),
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
