import { locator } from '../../description/fields';

export const connectorAuthenticationId = locator({
	name: 'connectorAuthenticationId',
	displayName: 'Connector Authentication',
	searchListMethod: 'searchConnectorAuthentications',
	placeholder: 'e.g. 21',
	description:
		'The way of a connector to sign in; the API calls it an authentication implementation',
});

/** The secrets that an answer to a sign-in may hold; its form is not published. */
export const TOKENS = ['access_token', 'client_secret', 'id_token', 'refresh_token'];
