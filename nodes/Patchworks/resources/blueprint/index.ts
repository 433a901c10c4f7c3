import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';

export const blueprint: Resource = {
	name: 'Blueprint',
	value: 'blueprint',
	description:
		'Process flows, connectors and scripts that are installed together from the marketplace; the API calls it a marketplace app',
	operations: [get, getAll],
};
