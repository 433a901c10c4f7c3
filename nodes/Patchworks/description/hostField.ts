import type { INodeProperties } from 'n8n-workflow';

import type { PatchworksHost } from '../../../credentials/common/hosts';
import { cloudOrigin } from '../../../credentials/common/hosts';

/**
 * Lets an operation go to another host than Core, as a parameter that nobody sees.
 *
 * The address is that of Patchworks Cloud; the transport puts the credential's own in its place.
 *
 * @param show when it does, if not always
 */
export function hostField(
	host: PatchworksHost,
	show?: NonNullable<INodeProperties['displayOptions']>['show'],
): INodeProperties {
	return {
		displayName: 'Address',
		name: `${host}Address`,
		type: 'hidden',
		default: '',
		...(show && { displayOptions: { show } }),
		routing: { request: { baseURL: cloudOrigin(host) } },
	};
}
