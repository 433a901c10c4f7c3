import type { Resource } from '../../description/operation';
import { getAll } from './getAll';
import { getFlowPriorities } from './getFlowPriorities';

export const virtualEnvironment: Resource = {
	name: 'Virtual Environment',
	value: 'virtualEnvironment',
	description: 'A set of values that process flows run with, such as those of a test shop',
	operations: [getFlowPriorities, getAll],
};
