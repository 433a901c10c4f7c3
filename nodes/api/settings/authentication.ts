import type { INodeProperties } from 'n8n-workflow';

/** The choice between the two kinds of credential, which the node and its trigger share. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'API Key',
			value: 'apiKey',
			description: 'A key with the access of a manager; it does not expire',
		},
		{
			name: 'User Name and Password',
			value: 'oAuth',
			description: 'Has the access of the user, also that of an administrator',
		},
	],
	default: 'apiKey',
	description: 'How to sign in to Patchworks',
};
