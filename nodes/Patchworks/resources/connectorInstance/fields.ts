import { bodyField, bodyNumber, locator } from '../../description/fields';

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
	description: 'The time that the rate limit is for',
});

export const rateLimitDuration = bodyNumber('rate_limit_duration', {
	displayName: 'Rate Limit Duration',
	name: 'rateLimitDuration',
	required: true,
	typeOptions: { minValue: 0 },
	default: 10,
	description: 'The number of the rate limit, such as 10 where the connector shows 10 and second',
});

/** The secrets of a certificate that answers repeat. */
export const CERTIFICATE_SECRETS = ['certificate', 'passphrase'];
