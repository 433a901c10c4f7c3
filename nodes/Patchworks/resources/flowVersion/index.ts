import type { Resource } from '../../description/operation';
import { create } from './create';
import { createVariable } from './createVariable';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getCanvas } from './getCanvas';
import { getCanvasNotes } from './getCanvasNotes';
import { update } from './update';

export const flowVersion: Resource = {
	name: 'Flow Version',
	value: 'flowVersion',
	description: 'A version of a process flow, such as the draft or the deployed one',
	operations: [
		create,
		createVariable,
		deleteOperation,
		get,
		getCanvas,
		getCanvasNotes,
		getAll,
		update,
	],
};
