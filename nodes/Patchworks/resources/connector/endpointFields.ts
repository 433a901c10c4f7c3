import { locator } from '../../description/fields';
import { connectorId } from './fields';

export const endpointId = locator({
	name: 'endpointId',
	displayName: 'Endpoint',
	searchListMethod: 'searchEndpoints',
	placeholder: 'e.g. 345',
	description: 'What the connector receives or sends, such as the orders of a shop',
});

/** For requests that do not name the connector: it is asked for only so that its endpoints can be listed. */
export const connectorOfEndpoint = {
	...connectorId,
	required: false,
	description:
		'The connector whose endpoints to choose from; not needed when the endpoint is given by its ID',
};

/** What is left of an endpoint when it is simplified. */
export const ENDPOINT_SUMMARY = [
	'id',
	'name',
	'system_id',
	'direction',
	'http_method',
	'endpoint',
	'data_type',
	'entity_type_id',
	'pagination_method',
	'deprecated_at',
];
