import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const crossReferenceLookup: Resource = {
	name: 'Cross-Reference Lookup',
	value: 'crossReferenceLookup',
	description: 'A table that turns the values of one system into those of another',
	operations: [create, get, getAll],
};
