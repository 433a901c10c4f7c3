import { additionalFields } from '../../description/collections';
import { colourField } from '../../description/commonFields';
import { bodyField, bodyFlag } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { NOTE_SUMMARY } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-notes */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create note',
		description:
			'Put a note on something in Patchworks, such as a shape; the API calls it a model note',
		routing: {
			request: { method: 'POST', url: '/api/v1/model-notes' },
			output: { postReceive: [simplify(NOTE_SUMMARY)] },
		},
	},
	fields: [
		bodyField('note', {
			displayName: 'Note',
			name: 'note',
			required: true,
			typeOptions: { rows: 4 },
			placeholder: 'e.g. Check the mapping before the sale',
			description: 'What the note says, up to 65,535 characters',
		}),
		bodyField('model_type', {
			displayName: 'Type of What It Is On',
			name: 'modelType',
			required: true,
			placeholder: 'e.g. flow_step',
			description:
				'What kind of thing the note is on; the API calls it the model type. The types are not published: Get Many shows those of the notes there are.',
		}),
		bodyField('model_id', {
			displayName: 'ID of What It Is On',
			name: 'modelId',
			required: true,
			placeholder: 'e.g. 30111',
			description: 'Which shape or other thing the note is on; the API calls it the model ID',
		}),
		colourField,
		simplifyField,
		additionalFields(
			bodyFlag('patchworks_only', {
				displayName: 'Patchworks Only',
				name: 'patchworksOnly',
				description: 'Whether only the staff of Patchworks sees the note',
			}),
			bodyFlag('private', {
				displayName: 'Private',
				name: 'private',
				description: 'Whether only its author sees the note',
			}),
		),
	],
};
