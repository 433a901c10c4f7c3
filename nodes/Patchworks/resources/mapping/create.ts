import { additionalFields, bodyField } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowStepId } from '../flowStep/fields';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/mappings/mapping */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a mapping',
		description: 'Create the mapping of a map step of a flow',
		routing: {
			request: { method: 'POST', url: '/api/v1/mapping' },
		},
	},
	fields: [
		flowOfVersion,
		bodyField('flow_version_id', flowVersionId),
		bodyField('flow_step_id', {
			...flowStepId,
			description: 'The map step that the mapping is for',
		}),
		additionalFields(
			bodyField('mapping', {
				displayName: 'Mapping',
				name: 'mapping',
				typeOptions: { rows: 5 },
				description: 'The text of the mapping; its form is not published',
			}),
			bodyField('mapping_file', {
				displayName: 'Mapping File',
				name: 'mappingFile',
				typeOptions: { rows: 5 },
				description: 'The text of a file with the mapping; its form is not published',
			}),
		),
	],
};
