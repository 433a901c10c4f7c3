import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists the ways to sign in that connectors have: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems */
export const searchConnectorAuthentications = listFrom({
	path: '/api/v1/systems',
	qs: { include: 'authenticationImplementations' },
	within: 'authentication_implementations',
	toEntry: ({ id, name }, connector) =>
		describedEntry(id, connector.label ?? connector.name, name ?? id),
});
