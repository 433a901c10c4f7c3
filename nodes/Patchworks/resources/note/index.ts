import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const note: Resource = {
	name: 'Note',
	value: 'note',
	description: 'A note on something in Patchworks, such as a shape; the API calls it a model note',
	operations: [create, get, getAll],
};
