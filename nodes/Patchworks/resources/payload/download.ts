import { options } from '../../description/collections';
import { locator } from '../../description/fields';
import { downloadedFile } from '../../output/file';
import type { Operation } from '../../description/operation';
import { NOT_IN_TOOL } from '../../request/display';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata
 */
export const download: Operation = {
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download payload',
		description:
			'Get the data that went into or came out of a shape, as a file, or as text in the tool of an AI agent; Patchworks keeps payloads for 72 hours',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/payload-metadata/{payloadId}/download',
				encoding: 'stream',
				headers: { Accept: '*/*' },
			},
			output: { postReceive: [downloadedFile] },
		},
	},
	isAboutRuns: true,
	fields: [
		locator({
			name: 'payloadId',
			displayName: 'Payload',
			searchListMethod: 'searchPayloads',
			byName: false,
			placeholder: 'e.g. 5566',
			description:
				'The payload to download. Get Logs with Load Payload IDs gives those of a run, shape by shape.',
		}),
		options(
			{
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				displayOptions: { show: NOT_IN_TOOL },
				default: '',
				placeholder: 'e.g. order.json',
				description: 'The name of the file; by default the one Patchworks gives',
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				displayOptions: { show: NOT_IN_TOOL },
				default: 'data',
				placeholder: 'e.g. data',
				description: 'The name of the output binary field to put the file in',
				hint: 'The name of the output binary field to put the file in',
			},
		),
	],
};
