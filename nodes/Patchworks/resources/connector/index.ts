import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';
import { getEndpoints } from './getEndpoints';
import { getVariables } from './getVariables';

export const connector: Resource = {
	name: 'Connector',
	value: 'connector',
	description: 'What connects a system, such as a shop or an ERP; the API calls it a system',
	operations: [get, getEndpoints, getAll, getVariables],
};
