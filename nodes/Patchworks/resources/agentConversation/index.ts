import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { reply } from './reply';

export const agentConversation: Resource = {
	name: 'Agent Conversation',
	value: 'agentConversation',
	description: 'A talk with an agent that builds connectors, flows or maps',
	operations: [create, get, getAll, reply],
};
