import { options } from '../../description/collections';
import { bodyFlag } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { scriptOfVersion, scriptVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions */
export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload script version to marketplace',
		description:
			'Put a version of a script into the private marketplace. Administrator only: it needs the user login of one as credential.',
		routing: {
			request: { method: 'POST', url: '/api/v1/script-versions/{scriptVersionId}/upload' },
		},
	},
	fields: [
		scriptOfVersion,
		scriptVersionId,
		options(
			bodyFlag('private', {
				displayName: 'Private',
				name: 'private',
				description: 'Whether only your own company sees the script in the marketplace',
			}),
		),
	],
};
