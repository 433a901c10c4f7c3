import { describedEntry, listFrom, shortTime } from '../../description/listFrom';

const MAX_LENGTH_OF_NOTE = 60;

/** Lists notes, the latest first: https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes */
export const searchNotes = listFrom({
	path: '/api/v1/model-notes',
	qs: { sort: '-created_at' },
	toEntry: ({ id, note, model_type: modelType, created_at: createdAt }) =>
		describedEntry(
			id,
			note ? String(note).slice(0, MAX_LENGTH_OF_NOTE) : `Note ${String(id)}`,
			modelType,
			shortTime(createdAt),
		),
});
