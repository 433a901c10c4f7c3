import { searchAgentConversations } from './resources/agentConversation/searchAgentConversations';
import { searchAuthenticationTemplates } from './resources/connectorAuthentication/searchAuthenticationTemplates';
import { searchConnectionPools } from './resources/connectionPool/searchConnectionPools';
import { searchConnectorAuthentications } from './resources/connectorAuthentication/searchConnectorAuthentications';
import { searchConnectorInstances } from './resources/connectorInstance/searchConnectorInstances';
import { searchConnectors } from './resources/connector/searchConnectors';
import { searchConnectorTemplates } from './resources/connectorTemplate/searchConnectorTemplates';
import { searchCrossReferenceLookups } from './resources/crossReferenceLookup/searchCrossReferenceLookups';
import { searchDataPools } from './resources/dataPool/searchDataPools';
import { searchEndpoints } from './resources/endpoint/searchEndpoints';
import { searchEntityTypes } from './resources/entityType/searchEntityTypes';
import { searchFlowCallbacks } from './resources/flowCallback/searchFlowCallbacks';
import { searchFlowRuns } from './resources/flowRun/searchFlowRuns';
import { searchFlows } from './resources/flow/searchFlows';
import { searchFlowSteps } from './resources/flowStep/searchFlowSteps';
import { searchFlowVersions } from './resources/flowVersion/searchFlowVersions';
import { searchLabels } from './resources/label/searchLabels';
import { searchLabelTemplates } from './resources/labelTemplate/searchLabelTemplates';
import { searchMarketplaceApps } from './resources/marketplaceApp/searchMarketplaceApps';
import { searchMessageBrokerQueues } from './resources/messageBrokerQueue/searchMessageBrokerQueues';
import { searchModelNotes } from './resources/modelNote/searchModelNotes';
import { searchPackages } from './resources/package/searchPackages';
import { searchPayloads } from './resources/payload/searchPayloads';
import { searchScheduledFlows } from './resources/scheduledFlow/searchScheduledFlows';
import { searchScripts } from './resources/script/searchScripts';
import { searchScriptVersions } from './resources/scriptVersion/searchScriptVersions';
import { searchVirtualEnvironments } from './resources/virtualEnvironment/searchVirtualEnvironments';
import { searchVirtualEnvironmentVersions } from './resources/virtualEnvironment/searchVirtualEnvironmentVersions';

/** What resource locators list, by the name they give in `searchListMethod`. */
export const listSearch = {
	searchAgentConversations,
	searchAuthenticationTemplates,
	searchConnectionPools,
	searchConnectorAuthentications,
	searchConnectorInstances,
	searchConnectors,
	searchConnectorTemplates,
	searchCrossReferenceLookups,
	searchDataPools,
	searchEndpoints,
	searchEntityTypes,
	searchFlowCallbacks,
	searchFlowRuns,
	searchFlows,
	searchFlowSteps,
	searchFlowVersions,
	searchLabels,
	searchLabelTemplates,
	searchMarketplaceApps,
	searchMessageBrokerQueues,
	searchModelNotes,
	searchPackages,
	searchPayloads,
	searchScheduledFlows,
	searchScripts,
	searchScriptVersions,
	searchVirtualEnvironments,
	searchVirtualEnvironmentVersions,
};
