import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import {
	INSTANCE_SUMMARY,
	authenticationTemplateId,
	rateLimitDuration,
	rateLimitUnit,
} from './fields';
import { variables } from './variables';

/**
 * Inferred path: the operation is documented, its address is cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connector-instances
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create connector instance',
		description: 'Set up an instance with its own authentication, for process flows to use',
		routing: {
			request: { method: 'POST', url: '/api/v1/connector-instances' },
			output: { postReceive: [simplify(INSTANCE_SUMMARY)] },
		},
	},
	fields: [
		nameField('Shopify UK'),
		authenticationTemplateId,
		bodyField('timezone', {
			displayName: 'Time Zone',
			name: 'timezone',
			required: true,
			default: 'Europe/London',
			placeholder: 'e.g. Europe/London',
			description: 'The time zone of the dates that the system sends',
		}),
		bodyField('date_format', {
			displayName: 'Date Format',
			name: 'dateFormat',
			required: true,
			default: 'c',
			placeholder: 'e.g. Y-m-d H:i:s',
			description:
				'How the system writes dates, in the letters of PHP: c for 2026-11-24T13:25:36+00:00, Y-m-d H:i:s for 2026-11-24 13:25:36, U for Unix seconds',
		}),
		rateLimitUnit,
		rateLimitDuration,
		simplifyField,
		additionalFields(
			bodyField(
				'connection_pool_id',
				locator({
					name: 'connectionPoolId',
					displayName: 'Connection Pool',
					searchListMethod: 'searchConnectionPools',
					placeholder: 'e.g. 5',
					description: 'The pool in which the instance shares a limit of connections with others',
					required: false,
				}),
			),
			variables,
		),
	],
};
