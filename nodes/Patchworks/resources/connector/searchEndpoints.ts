import { chosenId, describedEntry, listFrom } from '../../description/listFrom';

/** Lists the endpoints of the chosen connector, or of all: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems */
export const searchEndpoints = listFrom((context) => {
	const connectorId = chosenId(context, 'connectorId');
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
