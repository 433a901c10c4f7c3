import { additionalFields } from '../../description/collections';
import { nameField } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { SHAPE_SUMMARY, microservice, shapeFields } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create shape',
		description:
			'Add a shape to a version of a process flow. What that does to a deployed version is not published: take a draft. The API calls it a flow step.',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-versions/{flowVersionId}/steps' },
			output: { postReceive: [simplify(SHAPE_SUMMARY)] },
		},
	},
	fields: [
		flowOfVersion,
		flowVersionId,
		nameField('Map orders'),
		microservice,
		simplifyField,
		additionalFields(...shapeFields),
	],
};
