import type { Resource } from '../description/operation';
import { agentConversation } from './agentConversation';
import { apiRequest } from './apiRequest';
import { blueprint } from './blueprint';
import { cache } from './cache';
import { connectionPool } from './connectionPool';
import { connector } from './connector';
import { connectorInstance } from './connectorInstance';
import { crossReferenceLookup } from './crossReferenceLookup';
import { dataPool } from './dataPool';
import { flow } from './flow';
import { flowCallback } from './flowCallback';
import { flowRun } from './flowRun';
import { flowVersion } from './flowVersion';
import { flowWebhook } from './flowWebhook';
import { label } from './label';
import { mcpServer } from './mcpServer';
import { messageBroker } from './messageBroker';
import { note } from './note';
import { notification } from './notification';
import { packageResource } from './package';
import { payload } from './payload';
import { queuedRun } from './queuedRun';
import { script } from './script';
import { scriptVersion } from './scriptVersion';
import { shape } from './shape';
import { trackedData } from './trackedData';
import { virtualEnvironment } from './virtualEnvironment';

/** All resources, in the order in which the editor lists them. */
export const resources: Resource[] = [
	agentConversation,
	apiRequest,
	blueprint,
	cache,
	connectionPool,
	connector,
	connectorInstance,
	crossReferenceLookup,
	dataPool,
	flow,
	flowCallback,
	flowRun,
	flowVersion,
	flowWebhook,
	label,
	mcpServer,
	messageBroker,
	note,
	notification,
	packageResource,
	payload,
	queuedRun,
	script,
	scriptVersion,
	shape,
	trackedData,
	virtualEnvironment,
];
