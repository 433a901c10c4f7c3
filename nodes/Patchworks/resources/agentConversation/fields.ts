import { locator } from '../../description/fields';

export const agentConversationId = locator({
	name: 'agentConversationId',
	displayName: 'Agent Conversation',
	searchListMethod: 'searchAgentConversations',
	byName: false,
	placeholder: 'e.g. 01HZ0000000000000000000000',
	description: 'The conversation to read or to go on with',
});

/** What an agent can build: https://github.com/gopatchworks/patchworks-mcp */
export const FEATURES = [
	{ name: 'Connector Builder', value: 'connector-builder' },
	{ name: 'Flow Builder', value: 'flow-builder' },
	{ name: 'Map Builder', value: 'map-builder' },
];
