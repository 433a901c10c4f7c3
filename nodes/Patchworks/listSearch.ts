import { searchAgentConversations } from './resources/agentConversation/searchAgentConversations';
import { searchAuthenticationTemplates } from './resources/connectorInstance/searchAuthenticationTemplates';
import { searchBlueprints } from './resources/blueprint/searchBlueprints';
import { searchConnectionPools } from './resources/connectionPool/searchConnectionPools';
import { searchConnectorAuthentications } from './resources/connectorInstance/searchConnectorAuthentications';
import { searchConnectorInstances } from './resources/connectorInstance/searchConnectorInstances';
import { searchConnectors } from './resources/connector/searchConnectors';
import { searchConnectorTemplates } from './resources/connector/searchConnectorTemplates';
import { searchCrossReferenceLookups } from './resources/crossReferenceLookup/searchCrossReferenceLookups';
import { searchDataPools } from './resources/dataPool/searchDataPools';
import { searchEndpoints } from './resources/connector/searchEndpoints';
import { searchEntityTypes } from './resources/connector/searchEntityTypes';
import { searchFlowCallbacks } from './resources/flowCallback/searchFlowCallbacks';
import { searchFailedFlowRunsFirst, searchFlowRuns } from './resources/flowRun/searchFlowRuns';
import { searchFlows } from './resources/flow/searchFlows';
import { searchFlowVersions } from './resources/flowVersion/searchFlowVersions';
import { searchLabels } from './resources/label/searchLabels';
import { searchLabelTemplates } from './resources/label/searchLabelTemplates';
import { searchMessageBrokerQueues } from './resources/messageBroker/searchMessageBrokerQueues';
import { searchNotes } from './resources/note/searchNotes';
import { searchPackages } from './resources/package/searchPackages';
import { searchPayloads } from './resources/payload/searchPayloads';
import { searchQueuedRuns } from './resources/queuedRun/searchQueuedRuns';
import { searchScripts } from './resources/script/searchScripts';
import { searchScriptVersions } from './resources/scriptVersion/searchScriptVersions';
import { searchShapes } from './resources/shape/searchShapes';
import { searchVirtualEnvironments } from './resources/virtualEnvironment/searchVirtualEnvironments';
import { searchVirtualEnvironmentVersions } from './resources/virtualEnvironment/searchVirtualEnvironmentVersions';

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
