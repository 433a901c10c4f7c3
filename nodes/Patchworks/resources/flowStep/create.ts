import { additionalFields, nameField } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { microservice, stepFields } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a flow step',
		description: 'Add a step to a version of a process flow',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-versions/{flowVersionId}/steps' },
		},
	},
	fields: [flowOfVersion, flowVersionId, nameField, microservice, additionalFields(...stepFields)],
};
