import type { Operation } from '../../description/operation';
import { scriptOfVersion, scriptVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions */
export const deleteVersion: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a script version',
		description: 'Delete one version of a script',
		routing: {
			request: { method: 'DELETE', url: '/api/v1/script-versions/{scriptVersionId}' },
		},
	},
	fields: [scriptOfVersion, scriptVersionId],
};
