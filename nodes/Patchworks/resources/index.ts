import type { Resource } from '../description/operation';
import { agentConversation } from './agentConversation';
import { aiConversation } from './aiConversation';
import { apiRequest } from './apiRequest';
import { cache } from './cache';
import { connectionPool } from './connectionPool';
import { connector } from './connector';
import { connectorAuthentication } from './connectorAuthentication';
import { connectorInstance } from './connectorInstance';
import { connectorTemplate } from './connectorTemplate';
import { crossReferenceLookup } from './crossReferenceLookup';
import { dataPool } from './dataPool';
import { deployment } from './deployment';
import { endpoint } from './endpoint';
import { entityType } from './entityType';
import { filter } from './filter';
import { flow } from './flow';
import { flowCallback } from './flowCallback';
import { flowRun } from './flowRun';
import { flowStep } from './flowStep';
import { flowVersion } from './flowVersion';
import { flowWebhook } from './flowWebhook';
import { label } from './label';
import { labelTemplate } from './labelTemplate';
import { mapping } from './mapping';
import { marketplaceApp } from './marketplaceApp';
import { mcpServer } from './mcpServer';
import { messageBroker } from './messageBroker';
import { messageBrokerQueue } from './messageBrokerQueue';
import { modelFilterValue } from './modelFilterValue';
import { modelNote } from './modelNote';
import { modelVariable } from './modelVariable';
import { notification } from './notification';
import { packageResource } from './package';
import { payload } from './payload';
import { scheduledFlow } from './scheduledFlow';
import { script } from './script';
import { scriptTemplate } from './scriptTemplate';
import { scriptVersion } from './scriptVersion';
import { trackedData } from './trackedData';
import { virtualEnvironment } from './virtualEnvironment';

/** All resources, in the order in which the editor lists them. */
export const resources: Resource[] = [
	agentConversation,
	aiConversation,
	apiRequest,
	cache,
	connectionPool,
	connector,
	connectorAuthentication,
	connectorInstance,
	connectorTemplate,
	crossReferenceLookup,
	dataPool,
	deployment,
	endpoint,
	entityType,
	filter,
	flow,
	flowCallback,
	flowRun,
	flowStep,
	flowVersion,
	flowWebhook,
	label,
	labelTemplate,
	mapping,
	marketplaceApp,
	mcpServer,
	messageBroker,
	messageBrokerQueue,
	modelFilterValue,
	modelNote,
	modelVariable,
	notification,
	packageResource,
	payload,
	scheduledFlow,
	script,
	scriptTemplate,
	scriptVersion,
	trackedData,
	virtualEnvironment,
];
