import type { Resource } from '../../description/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { getAllTemplates } from './getAllTemplates';
import { update } from './update';
import { upsert } from './upsert';

export const script: Resource = {
	name: 'Script',
	value: 'script',
	description: 'Custom code that process flows can run',
	operations: [create, upsert, get, getAll, getAllTemplates, update],
};
