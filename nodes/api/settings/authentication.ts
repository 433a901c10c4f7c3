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
			name: 'User Login',
			value: 'oAuth',
			description:
				'User name and password of the dashboard; with the access of that user, also of an administrator',
		},
	],
	default: 'apiKey',
	description: 'How to sign in to Patchworks',
};
