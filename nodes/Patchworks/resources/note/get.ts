import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { NOTE_RELATIONS, NOTE_SUMMARY, noteId } from './fields';

/**
 * Inferred path, from the one of Get Many: the operation is documented, its address is cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get note',
		description: 'Get one note and what it is on',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-notes/{noteId}' },
			output: { postReceive: [simplify(NOTE_SUMMARY)] },
		},
	},
	fields: [noteId, simplifyField, options(...relations(NOTE_RELATIONS))],
};
