import { STARTS_BY_URL } from '../../description/builderHints';
import { options } from '../../description/collections';
import type { Operation } from '../../description/operation';
import { callbackRequest, wholeAnswer } from '../../request/signedUrl';
import { signedUrlOptions, signedUrlPayload, urlField } from '../../description/signedUrlFields';

/** https://doc.wearepatchworks.com/product-documentation/process-flows/building-process-flows/process-flow-shapes/standard-shapes/trigger-shape/trigger-shape-callback */
export const call: Operation = {
	option: {
		name: 'Call',
		value: 'call',
		action: 'Start process flow by its callback URL and wait for response',
		description:
			'Start a process flow by the URL of its callback and wait for its response. The URL carries its own signature; the credential is not sent.',
		builderHint: STARTS_BY_URL,
		routing: {
			request: { headers: { Accept: '*/*' } },
			output: { postReceive: [wholeAnswer] },
		},
	},
	transforms: [callbackRequest],
	fields: [
		urlField(
			'callbackUrl',
			'Callback URL',
			'https://callbacks.wearepatchworks.com/api/v1/example/01hyyy?patchworks_signature=…',
		),
		...signedUrlPayload,
		options(...signedUrlOptions),
	],
};
