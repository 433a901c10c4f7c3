import type { Assumption } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

/** How one signs in, and where things are. */
export const OF_CREDENTIALS: Assumption[] = [
	{
		id: '17a',
		statement: 'An API key is sent as it is, without Bearer.',
		check: ({ signIn }) =>
			signIn.withKey
				? confirmed('the key was taken so')
				: couldNotTell('PATCHWORKS_API_KEY is not set'),
	},
	{
		id: '17b',
		statement: 'The login takes username and password, and gives a token.',
		check: ({ signIn }) =>
			signIn.login?.verdict ??
			couldNotTell('PATCHWORKS_USERNAME and PATCHWORKS_PASSWORD are not set'),
	},
	{
		id: '17c',
		statement: 'The paths that were inferred are right.',
		check: ({ operations }) => {
			const inferred = operations.filter(
				({ operation, status }) => operation.confidence.path === 'inferred' && status !== undefined,
			);
			const missing = inferred.filter(({ status }) => status === 404 || status === 405);
			if (missing.length > 0) {
				return contradicted(
					`answered with 404 or 405: ${missing.map(({ operation }) => operation.operationId).join(', ')}`,
				);
			}
			const found = inferred.filter(({ status }) => status !== undefined && status < 300);
			return found.length > 0
				? confirmed('those that could be read are there')
				: couldNotTell('none could be read');
		},
	},
	{
		id: '17d',
		statement: 'The hash of a signed webhook is in hexadecimal.',
		check: () => couldNotTell('only a signed webhook would tell, and this check starts nothing'),
	},
];
