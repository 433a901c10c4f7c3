import type { Resource } from '../../description/operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getAllTemplates } from './getAllTemplates';
import { getTemplate } from './getTemplate';
import { update } from './update';
import { upsert } from './upsert';

export const label: Resource = {
	name: 'Label',
	value: 'label',
	description: 'A coloured tag to group process flows and other things by',
	operations: [create, upsert, deleteOperation, get, getAll, getAllTemplates, getTemplate, update],
};
