import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { labelId } from './fields';

/**
 * Inferred from the pattern that every other resource follows: the page is cut before it.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete label',
		description:
			'Delete a label for good. Nothing that has it is deleted, but it can no longer be found by it.',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/labels/{labelId}' },
		},
	},
	fields: [
		notice('deleteNotice', 'This cannot be undone. The label is gone from everything that has it.'),
		labelId,
	],
};
