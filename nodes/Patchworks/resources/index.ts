import type { Resource } from '../shared/resource';
import { apiRequest } from './apiRequest';
import { cache } from './cache';
import { connectionPool } from './connectionPool';
import { crossReferenceLookup } from './crossReferenceLookup';
import { dataPool } from './dataPool';
import { deployment } from './deployment';
import { flow } from './flow';
import { flowCallback } from './flowCallback';
import { flowRun } from './flowRun';
import { flowStep } from './flowStep';
import { flowVersion } from './flowVersion';
import { flowWebhook } from './flowWebhook';
import { label } from './label';
import { labelTemplate } from './labelTemplate';
import { packageResource } from './package';
import { payload } from './payload';
import { scheduledFlow } from './scheduledFlow';
import { trackedData } from './trackedData';
import { virtualEnvironment } from './virtualEnvironment';

/** All resources, in the order in which the editor lists them. */
export const resources: Resource[] = [
	apiRequest,
	cache,
	connectionPool,
	crossReferenceLookup,
	dataPool,
	deployment,
	flow,
	flowCallback,
	flowRun,
	flowStep,
	flowVersion,
	flowWebhook,
	label,
	labelTemplate,
	packageResource,
	payload,
	scheduledFlow,
	trackedData,
	virtualEnvironment,
];
