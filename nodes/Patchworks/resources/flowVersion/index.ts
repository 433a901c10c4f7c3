import type { Resource } from '../../description/operation';
import { create } from './create';
import { createGraphStep } from './createGraphStep';
import { createNote } from './createNote';
import { createVariable } from './createVariable';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getGraph } from './getGraph';
import { getNotes } from './getNotes';
import { update } from './update';

export const flowVersion: Resource = {
	name: 'Flow Version',
	value: 'flowVersion',
	description: 'A version of a process flow',
	operations: [
		create,
		createGraphStep,
		createNote,
		createVariable,
		deleteOperation,
		get,
		getGraph,
		getAll,
		getNotes,
		update,
	],
};
