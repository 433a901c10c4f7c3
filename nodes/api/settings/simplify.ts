import type { INodeProperties } from 'n8n-workflow';

/** Whether to give the most used fields alone, for node and trigger alike. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
