import { locator } from '../../description/fields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/label-templates */
export const getTemplate: Operation = {
	option: {
		name: 'Get Template',
		value: 'getTemplate',
		action: 'Get label template',
		description: 'Get one of the labels that Patchworks suggests',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/label-templates/{labelTemplateId}' },
		},
	},
	fields: [
		locator({
			name: 'labelTemplateId',
			displayName: 'Label Template',
			searchListMethod: 'searchLabelTemplates',
			placeholder: 'e.g. 7',
			description: 'One of the labels that Patchworks suggests',
		}),
	],
};
