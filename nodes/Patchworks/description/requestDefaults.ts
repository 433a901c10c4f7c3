import { cloudOrigin } from '../../../credentials/common/hosts';

/**
 * What every request has unless its operation says otherwise.
 *
 * The host is not an expression on the credential: the transport puts the credential's own in place of
 * Patchworks Cloud's.
 */
export const requestDefaults = {
	baseURL: cloudOrigin('core'),
	headers: { Accept: 'application/json' },
};
