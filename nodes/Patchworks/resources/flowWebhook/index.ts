import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { trigger } from './trigger';

export const flowWebhook: Resource = {
	name: 'Flow Webhook',
	value: 'flowWebhook',
	description: 'A URL that starts a process flow',
	operations: [getAll, trigger],
};
