import { locator } from '../../description/fields';

export const noteId = locator({
	name: 'noteId',
	displayName: 'Note',
	searchListMethod: 'searchNotes',
	byName: false,
	placeholder: 'e.g. 971',
	description: 'A note on a shape or another thing',
});

/** Relations a note can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes */
export const NOTE_RELATIONS = ['flowStep', 'user'];

/** What is left of a note when it is simplified. */
export const NOTE_SUMMARY = [
	'id',
	'note',
	'colour',
	'model_type',
	'model_id',
	'private',
	'patchworks_only',
	'user_id',
	'created_at',
	'updated_at',
];
