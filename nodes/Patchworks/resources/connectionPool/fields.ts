import { locator } from '../../description/fields';
import { bodyNumber } from '../../description/sentFields';

export const connectionPoolId = locator({
	name: 'connectionPoolId',
	displayName: 'Connection Pool',
	searchListMethod: 'searchConnectionPools',
	placeholder: 'e.g. 12',
	description: 'The pool whose instances share a limit of connections',
});

/** Relations a connection pool can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools */
export const CONNECTION_POOL_RELATIONS = [
	'connectors',
	'connectors.system',
	'connectors_count',
	'connectorsExists',
];

/** The parameter is not called `limit`: that is how many results a list gives. */
export const connectionLimit = bodyNumber('limit', {
	displayName: 'Connection Limit',
	name: 'connectionLimit',
	typeOptions: { minValue: 1 },
	default: 10,
	required: true,
	description:
		'How many connections all instances of the pool may have open at once; the API calls this limit',
});

export const timeout = bodyNumber('timeout', {
	displayName: 'Timeout',
	name: 'timeout',
	typeOptions: { minValue: 1 },
	default: 30,
	description:
		'The timeout of the pool, or empty for none. Its unit is not published: copy the value of an existing pool.',
});
