import type { Resource } from '../../description/operation';
import { create } from './create';

export const mapping: Resource = {
	name: 'Mapping',
	value: 'mapping',
	description: 'What a map step of a flow makes of the data',
	operations: [create],
};
