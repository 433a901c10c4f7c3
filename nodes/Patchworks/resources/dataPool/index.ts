import type { Resource } from '../../description/operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getDeduplicatedData } from './getDeduplicatedData';
import { update } from './update';

export const dataPool: Resource = {
	name: 'Data Pool',
	value: 'dataPool',
	description: 'What process flows remember so that no record is processed twice',
	operations: [create, deleteOperation, get, getDeduplicatedData, getAll, update],
};
