import { bodyField, updateFields } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { flowStepId, microservice, stepFields } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a flow step',
		description: 'Change a step of a version of a process flow',
		routing: {
			request: { method: 'PUT', url: '/api/v1/flow-versions/{flowVersionId}/steps/{flowStepId}' },
		},
	},
	fields: [
		flowOfVersion,
		flowVersionId,
		flowStepId,
		updateFields(
			...stepFields,
			microservice,
			bodyField('name', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Map orders',
				description: 'The new name of the step',
			}),
		),
	],
};
