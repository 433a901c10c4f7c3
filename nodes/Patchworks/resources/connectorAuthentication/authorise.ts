import { unpublishedBody } from '../../description/fields';
import { masked } from '../../output/output';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';
import { TOKENS } from './fields';

/**
 * Inferred path, from the one of Authenticate: the operation is documented, its address and body are cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/authentication/oauth
 */
export const authorise: Operation = {
	option: {
		name: 'Authorise with OAuth',
		value: 'authorise',
		action: 'Authorise a connector with OAuth',
		description: 'Finish the sign-in of a connector, which creates an instance that is signed in',
		routing: {
			request: { method: 'POST', url: '/api/v1/oauth/authorise' },
			output: { postReceive: [masked(TOKENS)] },
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [unpublishedBody],
};
