import { searchAgentConversations } from './agentConversation/searchAgentConversations';
import { searchAuthenticationTemplates } from './connectorAuthentication/searchAuthenticationTemplates';
import { searchConnectionPools } from './connectionPool/searchConnectionPools';
import { searchConnectorAuthentications } from './connectorAuthentication/searchConnectorAuthentications';
import { searchConnectorInstances } from './connectorInstance/searchConnectorInstances';
import { searchConnectors } from './connector/searchConnectors';
import { searchConnectorTemplates } from './connectorTemplate/searchConnectorTemplates';
import { searchCrossReferenceLookups } from './crossReferenceLookup/searchCrossReferenceLookups';
import { searchDataPools } from './dataPool/searchDataPools';
import { searchEndpoints } from './endpoint/searchEndpoints';
import { searchEntityTypes } from './entityType/searchEntityTypes';
import { searchFlowCallbacks } from './flowCallback/searchFlowCallbacks';
import { searchFlowRuns } from './flowRun/searchFlowRuns';
import { searchFlows } from './flow/searchFlows';
import { searchFlowSteps } from './flowStep/searchFlowSteps';
import { searchFlowVersions } from './flowVersion/searchFlowVersions';
import { searchLabels } from './label/searchLabels';
import { searchLabelTemplates } from './labelTemplate/searchLabelTemplates';
import { searchMarketplaceApps } from './marketplaceApp/searchMarketplaceApps';
import { searchMessageBrokerQueues } from './messageBrokerQueue/searchMessageBrokerQueues';
import { searchModelNotes } from './modelNote/searchModelNotes';
import { searchPackages } from './package/searchPackages';
import { searchPayloads } from './payload/searchPayloads';
import { searchScheduledFlows } from './scheduledFlow/searchScheduledFlows';
import { searchScripts } from './script/searchScripts';
import { searchScriptVersions } from './scriptVersion/searchScriptVersions';
import { searchVirtualEnvironments } from './virtualEnvironment/searchVirtualEnvironments';
import { searchVirtualEnvironmentVersions } from './virtualEnvironment/searchVirtualEnvironmentVersions';

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
