import type { INodeProperties } from 'n8n-workflow';

import { filledRows, keptSecret } from '../../shared/steps';

/** Sends a value as a property of the variable it stands in; an empty one is left out. */
function sentAs(property: string): Pick<INodeProperties, 'routing'> {
	return {
		routing: {
			send: {
				type: 'body',
				property: `=variable_templates[{{ $index }}].${property}`,
				value: '={{ $value === "" ? undefined : $value }}',
			},
		},
	};
}

/** The values that a new instance signs in with, and whatever else its connector needs. */
export const variables: INodeProperties = {
	displayName: 'Variables',
	name: 'variables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add variable',
	default: {},
	description: 'What the instance signs in with, and whatever else its connector needs',
	routing: {
		send: {
			preSend: [
				filledRows('variable_templates', 'Variables', { key: 'Key', label: 'Label' }),
				keptSecret('body', 'variable_templates', 'value'),
			],
		},
	},
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
					description: 'Whether the dashboard shows the variable among the advanced ones only',
					...sentAs('pivot.advanced'),
				},
				{
					displayName: 'Alias',
					name: 'alias',
					type: 'string',
					default: '',
					placeholder: 'e.g. client_secret',
					description: 'Another name for the key',
					...sentAs('pivot.alias'),
				},
				{
					displayName: 'Configurable',
					name: 'configurable',
					type: 'boolean',
					default: true,
					description: 'Whether the value can be changed later',
					...sentAs('pivot.configurable'),
				},
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. client_secret',
					description: 'The key of the variable, as the connector template has it',
					...sentAs('key'),
				},
				{
					displayName: 'Label',
					name: 'label',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. Client secret',
					description: 'The name of the variable in the dashboard',
					...sentAs('label'),
				},
				{
					displayName: 'Locked',
					name: 'locked',
					type: 'boolean',
					default: false,
					description: 'Whether the value is locked',
					...sentAs('locked'),
				},
				{
					displayName: 'Required',
					name: 'required',
					type: 'boolean',
					default: false,
					description: 'Whether the instance needs a value for the variable',
					...sentAs('pivot.required'),
				},
				{
					displayName: 'Secret',
					name: 'secret',
					type: 'boolean',
					default: false,
					description: 'Whether Patchworks is to keep the value hidden from now on',
					...sentAs('secret'),
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					typeOptions: { password: true },
					default: '',
					description: 'The value of the variable',
					...sentAs('value'),
				},
			],
		},
	],
};
