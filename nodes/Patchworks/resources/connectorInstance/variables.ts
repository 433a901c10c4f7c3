import type { Field } from '../../description/operation';
import { bodyRows, filledRows } from '../../request/transforms/bodies';
import { keptSecret } from '../../request/transforms/secrets';

/** The fields of a variable, by the property that each is sent as. */
const PROPERTIES = {
	'pivot.advanced': 'advanced',
	'pivot.alias': 'alias',
	'pivot.configurable': 'configurable',
	key: 'key',
	label: 'label',
	locked: 'locked',
	'pivot.required': 'required',
	secret: 'secret',
	value: 'value',
};

/** The values that a new instance signs in with, and whatever else its connector needs. */
export const variables: Field = {
	displayName: 'Variables',
	name: 'variables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add variable',
	default: {},
	description: 'What the instance signs in with, and whatever else its connector needs',
	transforms: [
		bodyRows('variable_templates', 'additionalFields.variables.variable', PROPERTIES),
		filledRows('variable_templates', 'Variables', { key: 'Key', label: 'Label' }),
		keptSecret('body', 'variable_templates', 'value'),
	],
	options: [
		{
			displayName: 'Variable',
			name: 'variable',
			values: [
				{
					displayName: 'Advanced',
					name: 'advanced',
					type: 'boolean',
					default: false,
					description: 'Whether the dashboard hides the variable among the advanced ones',
				},
				{
					displayName: 'Alias',
					name: 'alias',
					type: 'string',
					default: '',
					placeholder: 'e.g. client_secret',
					description: 'Another name that stands for the key',
				},
				{
					displayName: 'Configurable',
					name: 'configurable',
					type: 'boolean',
					default: true,
					description: 'Whether the value can be changed later',
				},
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. client_secret',
					description: 'The key of the variable, as the connector template has it',
				},
				{
					displayName: 'Label',
					name: 'label',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. Client secret',
					description: 'The name of the variable in the dashboard',
				},
				{
					displayName: 'Locked',
					name: 'locked',
					type: 'boolean',
					default: false,
					description: 'Whether the value is locked against changes',
				},
				{
					displayName: 'Required',
					name: 'required',
					type: 'boolean',
					default: false,
					description: 'Whether the instance needs a value for the variable',
				},
				{
					displayName: 'Secret',
					name: 'secret',
					type: 'boolean',
					default: false,
					description: 'Whether Patchworks hides the value from now on',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					typeOptions: { password: true },
					default: '',
					description: 'What the instance sends for it, such as a client ID or secret',
				},
			],
		},
	],
};
