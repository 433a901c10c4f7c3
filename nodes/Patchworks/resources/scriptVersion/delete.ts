import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { scriptOfVersion, scriptVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete script version',
		description:
			'Delete a version of a script with its code for good. Make sure that it is not the deployed one.',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/script-versions/{scriptVersionId}' },
		},
	},
	fields: [
		notice('deleteNotice', 'This cannot be undone. The code of the version is lost.'),
		scriptOfVersion,
		scriptVersionId,
	],
};
