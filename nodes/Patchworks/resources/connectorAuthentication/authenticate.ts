import { unpublishedBody } from '../../description/fields';
import { masked } from '../../output/output';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';
import { TOKENS } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/authentication/oauth */
export const authenticate: Operation = {
	option: {
		name: 'Authenticate with OAuth',
		value: 'authenticate',
		action: 'Authenticate a connector with OAuth',
		description: 'Start the sign-in of a connector at its system',
		routing: {
			request: { method: 'POST', url: '/api/v1/oauth/authenticate' },
			output: { postReceive: [masked(TOKENS)] },
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [unpublishedBody],
};
