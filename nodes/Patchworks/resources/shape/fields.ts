import { bodyDate, bodyField, bodyJson, locator } from '../../description/fields';

export const shapeId = locator({
	name: 'shapeId',
	displayName: 'Shape',
	searchListMethod: 'searchShapes',
	placeholder: 'e.g. 1122',
	description: 'The shape of the flow version to work with',
});

/** What is left of a flow step when it is simplified. */
export const SHAPE_SUMMARY = [
	'id',
	'flow_version_id',
	'name',
	'microservice',
	'config',
	'parent_id',
	'children',
	'created_at',
	'updated_at',
];

export const microservice = bodyField('microservice', {
	displayName: 'Microservice',
	name: 'microservice',
	required: true,
	placeholder: 'e.g. map',
	description: 'The kind of the step, as the API names it: take the name from a step of that kind',
});

/** What a step may have: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const shapeFields = [
	bodyJson('config', {
		displayName: 'Config',
		name: 'config',
		placeholder: 'e.g. {"key": "value"}',
		description: 'The settings of the step as JSON; what they are depends on its kind',
	}),
	bodyDate('deployed_at', {
		displayName: 'Deployed At',
		name: 'deployedAt',
		description: 'The time of deployment; leave it empty to send none',
	}),
	bodyField('flow_version_id', {
		displayName: 'Flow Version ID',
		name: 'flowVersionOfShapeId',
		placeholder: 'e.g. 5678',
		description: 'The version that the step belongs to, if it is not the one chosen above',
	}),
	bodyField('parent_id', {
		...shapeId,
		displayName: 'Parent Shape',
		name: 'parentShapeId',
		required: false,
		description: 'The shape that this one comes after',
	}),
	bodyJson('variables', {
		displayName: 'Variables',
		name: 'variables',
		placeholder: 'e.g. [{"key": "warehouse", "value": "north"}]',
		description: 'The variables of the step as JSON',
	}),
];
