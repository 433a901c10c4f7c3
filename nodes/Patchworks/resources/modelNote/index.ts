import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const modelNote: Resource = {
	name: 'Model Note',
	value: 'modelNote',
	description: 'A note on an object of Patchworks, such as a flow step',
	operations: [create, get, getAll],
};
