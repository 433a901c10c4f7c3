import { updateFields } from '../../description/collections';
import { bodyField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { SHAPE_SUMMARY, shapeId, microservice, shapeFields } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update shape',
		description:
			'Change the settings of a shape in a version of a process flow. What that does to a deployed version is not published: take a draft.',
		routing: {
			request: { method: 'PUT', url: '/api/v1/flow-versions/{flowVersionId}/steps/{shapeId}' },
			output: { postReceive: [simplify(SHAPE_SUMMARY)] },
		},
	},
	fields: [
		flowOfVersion,
		flowVersionId,
		shapeId,
		simplifyField,
		updateFields(
			...shapeFields,
			microservice,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Map orders',
				description: 'The new name, as the canvas then shows it',
			}),
		),
	],
};
