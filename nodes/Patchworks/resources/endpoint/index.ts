import type { Resource } from '../../description/operation';
import { getSchema } from './getSchema';
import { getVariables } from './getVariables';

export const endpoint: Resource = {
	name: 'Endpoint',
	value: 'endpoint',
	description: 'What a connector can send or receive',
	operations: [getSchema, getVariables],
};
