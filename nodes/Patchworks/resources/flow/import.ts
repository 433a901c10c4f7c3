import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { jsonBody, jsonFileBody } from '../../request/transforms/bodies';
import { FLOW_SUMMARY } from './fields';

/** What an exported flow has. */
const PARTS = ['metadata', 'flow', 'systems', 'scripts', 'dependencies'];

/**
 * Known from Patchworks’ own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows
 */
export const importBundle: Operation = {
	option: {
		name: 'Import',
		value: 'import',
		action: 'Import process flow',
		description:
			'Create a process flow from an exported one, with the connectors and scripts in it',
		routing: {
			request: { method: 'POST', url: '/api/v1/flows/import' },
			output: { postReceive: [simplify(FLOW_SUMMARY)] },
		},
	},
	fields: [
		{
			displayName: 'Import From',
			name: 'importFrom',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'A file of the input item' },
				{ name: 'JSON', value: 'json', description: 'JSON that you enter, or the input item' },
			],
			default: 'json',
			description: 'Where the exported flow is',
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { importFrom: ['file'] } },
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			description: 'The name of the input field that holds the file with the exported flow',
			transforms: [jsonFileBody('binaryPropertyName', 'Input Binary Field', PARTS)],
		},
		{
			displayName: 'Bundle',
			name: 'bundle',
			type: 'json',
			displayOptions: { show: { importFrom: ['json'] } },
			default: '={{ $json }}',
			required: true,
			description:
				'The exported flow, by default the input item. It has metadata, flow, systems, scripts and dependencies.',
			transforms: [jsonBody('bundle', 'Bundle', PARTS)],
		},
		simplifyField,
	],
};
