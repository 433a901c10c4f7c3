import { describedEntry, listFrom } from '../../description/listFrom';
import { searchConnectors } from '../connector/searchConnectors';

/** Lists the endpoints of the chosen connector, or of all: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems */
export const searchEndpoints = listFrom(async (chosenId) => {
	const connectorId = await chosenId('connectorId', searchConnectors);
	return connectorId === undefined
		? {
				path: '/api/v1/systems',
				qs: { include: 'endpoints' },
				within: 'endpoints',
				toEntry: ({ id, name, direction }, connector) =>
					describedEntry(id, connector.label ?? connector.name, name ?? id, direction),
			}
		: {
				path: `/api/v1/systems/${connectorId}/endpoints`,
				toEntry: ({ id, name, direction }) => describedEntry(id, name ?? id, direction),
			};
});
