import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { dataPoolId } from './fields';

/**
 * Known from a published client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking/data-pools
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete data pool and what it remembers',
		description:
			'Delete a data pool and all it remembers for good. Process flows that de-duplicate by it no longer know what they have sent, and may send it again.',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/data-pool/{dataPoolId}' },
		},
	},
	fields: [
		notice(
			'deleteNotice',
			'This cannot be undone. Process flows that use the pool forget what they have sent, and may send it again.',
		),
		dataPoolId,
	],
};
