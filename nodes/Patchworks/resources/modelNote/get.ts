import { options, relations, simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { MODEL_NOTE_RELATIONS, MODEL_NOTE_SUMMARY, modelNoteId } from './fields';

/**
 * Inferred path, from the one of Get Many: the operation is documented, its address is cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a model note',
		description: 'Get one note on an object of Patchworks',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-notes/{modelNoteId}' },
			output: { postReceive: [simplify(MODEL_NOTE_SUMMARY)] },
		},
	},
	fields: [modelNoteId, simplifyField, options(...relations(MODEL_NOTE_RELATIONS))],
};
