import { locator } from '../../description/fields';

export const connectorId = locator({
	name: 'connectorId',
	displayName: 'Connector',
	searchListMethod: 'searchConnectors',
	placeholder: 'e.g. 12',
	description: 'The connector, such as the one for your shop; the API calls it a system',
});

/** What is left of a connector when it is simplified. How the API calls what can be updated is not published. */
export const CONNECTOR_SUMMARY = [
	'id',
	'name',
	'label',
	'version',
	'version_name',
	'protocol',
	'system_template_id',
	'rate_limit_unit',
	'rate_limit_duration',
	'updatable',
	'is_updatable',
	'updated_at',
];

/** What is left of a variable when it is simplified. */
export const VARIABLE_SUMMARY = [
	'id',
	'key',
	'label',
	'value',
	'type',
	'secret',
	'locked',
	'modified',
];
