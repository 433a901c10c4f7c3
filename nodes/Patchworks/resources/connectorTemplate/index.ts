import type { Resource } from '../../description/operation';
import { create } from './create';
import { getAll } from './getAll';

export const connectorTemplate: Resource = {
	name: 'Connector Template',
	value: 'connectorTemplate',
	description: 'What connectors are made from; the API calls it a system template',
	operations: [create, getAll],
};
