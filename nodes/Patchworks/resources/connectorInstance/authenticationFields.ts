import { locator } from '../../description/fields';

export const connectorAuthenticationId = locator({
	name: 'connectorAuthenticationId',
	displayName: 'Connector Authentication',
	searchListMethod: 'searchConnectorAuthentications',
	placeholder: 'e.g. 21',
	description:
		'How the connector authenticates with its system; the API calls it an authentication implementation',
});
