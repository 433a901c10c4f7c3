import { filters, options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { queryChoice, queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
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
				displayName: 'ID of What It Is On',
				name: 'modelId',
				placeholder: 'e.g. 30111',
				description:
					'Only notes on what has this ID, such as a shape; the API calls it the model ID',
			}),
			queryField('filter[model_type]', {
				displayName: 'Type of What It Is On',
				name: 'modelType',
				placeholder: 'e.g. flow_step',
				description:
					'Only notes on things of this type; notes without this filter show the types. The API calls it the model type.',
			}),
			queryChoice('filter[my_notes]', {
				displayName: 'Written By',
				name: 'myNotes',
				yes: 'Only the User of the Credential',
				no: 'Not Only the User of the Credential',
				description: 'Whose notes to return',
			}),
			queryField('filter[user_id]', {
				displayName: 'User ID',
				name: 'userId',
				placeholder: 'e.g. 42',
				description: 'Only notes of the user with this ID',
			}),
		),
		sort({ created_at: 'Creation Time', id: 'ID' }),
		options(...relations(NOTE_RELATIONS)),
	],
};
