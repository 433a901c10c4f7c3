import type { Resource } from '../../shared/resource';
import { get } from './get';
import { getAll } from './getAll';
import { getLogs } from './getLogs';
import { retry } from './retry';

export const flowRun: Resource = {
	name: 'Flow Run',
	value: 'flowRun',
	description: 'One run of a process flow',
	operations: [get, getLogs, getAll, retry],
};
