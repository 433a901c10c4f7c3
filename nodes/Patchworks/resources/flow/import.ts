import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';

/**
 * Known from Patchworks’ own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows
 */
export const importBundle: Operation = {
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import a process flow',
		description:
			'Create a process flow from an exported one, with the connectors and scripts in it',
		routing: {
			request: { method: 'POST', url: '/api/v1/flows/import' },
		},
	},
	transforms: [
		jsonBody('bundle', 'Bundle', ['metadata', 'flow', 'systems', 'scripts', 'dependencies']),
	],
	fields: [
		{
			displayName: 'Bundle',
			name: 'bundle',
			type: 'json',
			default: '={{ $json }}',
			required: true,
			description:
				'The exported flow, by default the input item. It has metadata, flow, systems, scripts and dependencies.',
		},
	],
};
