import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const aiConversation: Resource = {
	name: 'AI Conversation',
	value: 'aiConversation',
	description: 'A talk with the AI assistant of the dashboard',
	operations: [getAll],
};
