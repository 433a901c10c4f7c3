import type { INodeProperties } from 'n8n-workflow';

import type { PatchworksHost } from '../../../credentials/common/hosts';
import { originExpression } from '../../../credentials/common/hosts';

/**
 * Lets an operation go to another host than Core, as a parameter that nobody sees.
 *
 * A parameter, since old versions of n8n (seen in 2.8) know no credential in what an entry of a list
 * routes: the request would go to Core.
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
		routing: { request: { baseURL: originExpression(host) } },
	};
}
