import { locator } from '../../description/fields';
import { bodyDate, bodyField, bodyJson } from '../../description/sentFields';

export const shapeId = locator({
	name: 'shapeId',
	displayName: 'Shape',
	searchListMethod: 'searchShapes',
	placeholder: 'e.g. 1122',
	description: 'The shape, by its name on the canvas',
});

/** What is left of a shape when it is simplified. */
export const SHAPE_SUMMARY = [
	'id',
	'flow_version_id',
	'name',
	'microservice',
	'config',
	'parent_id',
	'children',
	'notes_count',
	'created_at',
	'updated_at',
];

export const microservice = bodyField('microservice', {
	displayName: 'Type',
	name: 'microservice',
	required: true,
	placeholder: 'e.g. map',
	description:
		'What the shape does, as the API names it: take the name from a shape of that type. The API calls it the microservice.',
});

/** What a shape may have: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const shapeFields = [
	bodyJson('config', {
		displayName: 'Settings',
		name: 'config',
		placeholder: 'e.g. {"key": "value"}',
		description:
			'How the shape is set up, as JSON: what it has depends on its type. The API calls it the config.',
	}),
	bodyDate('deployed_at', {
		displayName: 'Deployed At',
		name: 'deployedAt',
		description: 'When the shape counts as deployed; empty for not deployed',
	}),
	bodyField('flow_version_id', {
		displayName: 'Flow Version ID',
		name: 'flowVersionOfShapeId',
		placeholder: 'e.g. 5678',
		description: 'The version that the shape belongs to, if it is not the one chosen above',
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
		description: 'Values that the shape uses, as JSON',
	}),
];
