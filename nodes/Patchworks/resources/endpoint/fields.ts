import { locator } from '../../shared/fields';

export const endpointId = locator({
	name: 'endpointId',
	displayName: 'Endpoint',
	searchListMethod: 'searchEndpoints',
	placeholder: 'e.g. 345',
	description: 'The endpoint to work with',
});

/** Is not sent: it narrows the list of endpoints. */
export const connectorOfEndpoint = locator({
	name: 'connectorId',
	displayName: 'Connector',
	searchListMethod: 'searchConnectors',
	placeholder: 'e.g. 12',
	description: 'The connector whose endpoints the list below offers; not needed with an ID',
	required: false,
});

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
