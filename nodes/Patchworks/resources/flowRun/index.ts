import type { Resource } from '../../description/operation';
import { get } from './get';
import { getAll } from './getAll';
import { getFailureReport } from './getFailureReport';
import { getFailureSummary } from './getFailureSummary';
import { getLogs } from './getLogs';
import { replay } from './replay';
import { retry } from './retry';
import { wait } from './wait';

export const flowRun: Resource = {
	name: 'Flow Run',
	value: 'flowRun',
	description: 'One run of a process flow, such as one that failed last night',
	operations: [get, getFailureReport, getFailureSummary, getLogs, getAll, replay, retry, wait],
};
