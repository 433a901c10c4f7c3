import { STARTS_BY_URL } from '../../description/builderHints';
import { options } from '../../description/collections';
import type { Operation } from '../../description/operation';
import { webhookRequest, wholeAnswer } from '../../request/signedUrl';
import { signedUrlOptions, signedUrlPayload, urlField } from '../../description/signedUrlFields';

/**
 * https://doc.wearepatchworks.com/product-documentation/process-flows/building-process-flows/process-flow-shapes/standard-shapes/trigger-shape/trigger-shape-webhook
 *
 * Webhooks can also be set to RIPEMD-128, which Node.js does not have.
 */
export const trigger: Operation = {
	option: {
		name: 'Trigger',
		value: 'trigger',
		action: 'Start process flow by its webhook URL',
		description:
			'Start a process flow by the URL of its webhook. The URL carries its own signature; the credential is not sent.',
		builderHint: STARTS_BY_URL,
		routing: {
			request: { headers: { Accept: '*/*' } },
			output: { postReceive: [wholeAnswer] },
		},
	},
	transforms: [webhookRequest],
	fields: [
		urlField(
			'webhookUrl',
			'Webhook URL',
			'https://webhooks.wearepatchworks.com/api/v1/example/01hxxx?patchworks_signature=…',
		),
		...signedUrlPayload,
		options(...signedUrlOptions, {
			displayName: 'HMAC Key',
			name: 'hmacKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The secret key of a webhook that verifies an HMAC. Set the webhook to SHA-256; RIPEMD-128 is not supported.',
		}),
	],
};
