import {
	filters,
	limit,
	options,
	queryField,
	queryFlag,
	relations,
	returnAll,
	simplifyField,
	sort,
} from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { NOTE_RELATIONS, NOTE_SUMMARY } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many notes',
		description: 'List the notes on shapes and other things; the API calls them model notes',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-notes' },
			output: { postReceive: [simplify(NOTE_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[model_id]', {
				displayName: 'Model ID',
				name: 'modelId',
				placeholder: 'e.g. 30111',
				description: 'Only notes on the object with this ID',
			}),
			queryField('filter[model_type]', {
				displayName: 'Model Type',
				name: 'modelType',
				placeholder: 'e.g. flow_step',
				description: 'Only notes on objects of this type; notes without this filter show the types',
			}),
			queryFlag('filter[my_notes]', {
				displayName: 'My Notes',
				name: 'myNotes',
				description: 'Whether to return only notes of the user of the credential',
			}),
			queryField('filter[user_id]', {
				displayName: 'User ID',
				name: 'userId',
				placeholder: 'e.g. 42',
				description: 'Only notes of this user',
			}),
		),
		options(...relations(NOTE_RELATIONS), sort({ created_at: 'Creation Time', id: 'ID' })),
	],
};
