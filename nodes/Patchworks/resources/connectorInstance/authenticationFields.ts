import { locator } from '../../description/fields';

export const connectorAuthenticationId = locator({
	name: 'connectorAuthenticationId',
	displayName: 'Connector Authentication',
	searchListMethod: 'searchConnectorAuthentications',
	placeholder: 'e.g. 21',
	description:
		'The way of a connector to sign in; the API calls it an authentication implementation',
});
