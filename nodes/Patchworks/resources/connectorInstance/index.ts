import type { Resource } from '../../description/operation';
import { create } from './create';
import { getAll } from './getAll';

export const connectorInstance: Resource = {
	name: 'Connector Instance',
	value: 'connectorInstance',
	description: 'A connector set up with its own sign-in; the API calls it a connector',
	operations: [create, getAll],
};
