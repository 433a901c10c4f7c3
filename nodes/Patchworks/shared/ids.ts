import type { INodeProperties } from 'n8n-workflow';

/** Whether a field takes the ID of a thing: picked from a list, or typed. */
export function takesId({ type, displayName }: INodeProperties): boolean {
	return type === 'resourceLocator' || (type === 'string' && /\bID$/.test(displayName));
}
