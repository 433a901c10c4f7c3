import { locator } from '../../description/fields';
import { bodyField, bodyNumber } from '../../description/sentFields';

/** An instance of a connector as a field of other operations. */
export const CONNECTOR_INSTANCE = {
	name: 'connectorInstanceId',
	displayName: 'Connector Instance',
	searchListMethod: 'searchConnectorInstances',
	placeholder: 'e.g. 801',
};

export const authenticationTemplateId = bodyField(
	'authentication_implementation_template_id',
	locator({
		name: 'authenticationTemplateId',
		displayName: 'Authentication Template',
		searchListMethod: 'searchAuthenticationTemplates',
		placeholder: 'e.g. 7',
		description:
			'The way to sign in, of those that the connector template offers; the API calls it an authentication implementation template',
	}),
);

export const rateLimitUnit = bodyField('rate_limit_unit', {
	displayName: 'Rate Limit Unit',
	name: 'rateLimitUnit',
	type: 'options',
	required: true,
	options: [
		{ name: 'Day', value: 'day' },
		{ name: 'Hour', value: 'hour' },
		{ name: 'Minute', value: 'minute' },
		{ name: 'Second', value: 'second' },
	],
	default: 'second',
	description: 'The time over which requests are counted',
});

export const rateLimitDuration = bodyNumber('rate_limit_duration', {
	displayName: 'Rate Limit (Number)',
	name: 'rateLimitDuration',
	required: true,
	typeOptions: { minValue: 0 },
	default: 10,
	description:
		'The number beside the unit in the settings of a connector, such as 10 where they show 10 and second; the API calls it the duration',
});

/** The secrets of a certificate that answers repeat. */
export const CERTIFICATE_SECRETS = ['certificate', 'passphrase'];

/** What is left of an instance when it is simplified. */
export const INSTANCE_SUMMARY = [
	'id',
	'name',
	'canonical_key',
	'system_template_id',
	'authentication_implementation_id',
	'timezone',
	'rate_limit_unit',
	'rate_limit_duration',
	'created_at',
	'updated_at',
];
