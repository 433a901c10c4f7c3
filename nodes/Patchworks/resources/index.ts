import type { Resource } from '../shared/resource';
import { apiRequest } from './apiRequest';
import { flow } from './flow';
import { flowRun } from './flowRun';
import { payload } from './payload';

/** All resources, in the order in which the editor lists them. */
export const resources: Resource[] = [apiRequest, flow, flowRun, payload];
