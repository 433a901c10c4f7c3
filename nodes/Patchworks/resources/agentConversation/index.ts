import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { getAllAssistantConversations } from './getAllAssistantConversations';
import { reply } from './reply';

export const agentConversation: Resource = {
	name: 'Agent Conversation',
	value: 'agentConversation',
	description:
		'A conversation with an agent that builds connectors, flows or maps, or with the AI assistant of the dashboard',
	operations: [create, get, getAll, getAllAssistantConversations, reply],
};
