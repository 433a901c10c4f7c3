import { searchAgentConversations } from './agentConversation/searchAgentConversations';
import { searchAuthenticationTemplates } from './connectorInstance/searchAuthenticationTemplates';
import { searchBlueprints } from './blueprint/searchBlueprints';
import { searchConnectionPools } from './connectionPool/searchConnectionPools';
import { searchConnectorAuthentications } from './connectorInstance/searchConnectorAuthentications';
import { searchConnectorInstances } from './connectorInstance/searchConnectorInstances';
import { searchConnectors } from './connector/searchConnectors';
import { searchConnectorTemplates } from './connector/searchConnectorTemplates';
import { searchCrossReferenceLookups } from './crossReferenceLookup/searchCrossReferenceLookups';
import { searchDataPools } from './dataPool/searchDataPools';
import { searchEndpoints } from './connector/searchEndpoints';
import { searchEntityTypes } from './connector/searchEntityTypes';
import { searchFlowCallbacks } from './flowCallback/searchFlowCallbacks';
import { searchFailedFlowRunsFirst, searchFlowRuns } from './flowRun/searchFlowRuns';
import { searchFlows } from './flow/searchFlows';
import { searchFlowVersions } from './flowVersion/searchFlowVersions';
import { searchLabels } from './label/searchLabels';
import { searchLabelTemplates } from './label/searchLabelTemplates';
import { searchMessageBrokerQueues } from './messageBroker/searchMessageBrokerQueues';
import { searchNotes } from './note/searchNotes';
import { searchPackages } from './package/searchPackages';
import { searchPayloads } from './payload/searchPayloads';
import { searchQueuedRuns } from './queuedRun/searchQueuedRuns';
import { searchScripts } from './script/searchScripts';
import { searchScriptVersions } from './scriptVersion/searchScriptVersions';
import { searchShapes } from './shape/searchShapes';
import { searchVirtualEnvironments } from './virtualEnvironment/searchVirtualEnvironments';
import { searchVirtualEnvironmentVersions } from './virtualEnvironment/searchVirtualEnvironmentVersions';

/** What resource locators list, by the name they give in `searchListMethod`. */
export const listSearch = {
	searchAgentConversations,
	searchAuthenticationTemplates,
	searchBlueprints,
	searchConnectionPools,
	searchConnectorAuthentications,
	searchConnectorInstances,
	searchConnectors,
	searchConnectorTemplates,
	searchCrossReferenceLookups,
	searchDataPools,
	searchEndpoints,
	searchEntityTypes,
	searchFailedFlowRunsFirst,
	searchFlowCallbacks,
	searchFlowRuns,
	searchFlows,
	searchFlowVersions,
	searchLabels,
	searchLabelTemplates,
	searchMessageBrokerQueues,
	searchNotes,
	searchPackages,
	searchPayloads,
	searchQueuedRuns,
	searchScripts,
	searchScriptVersions,
	searchShapes,
	searchVirtualEnvironments,
	searchVirtualEnvironmentVersions,
};
