import { searchAgentConversations } from './searchAgentConversations';
import { searchAuthenticationTemplates } from './searchAuthenticationTemplates';
import { searchConnectionPools } from './searchConnectionPools';
import { searchConnectorAuthentications } from './searchConnectorAuthentications';
import { searchConnectorInstances } from './searchConnectorInstances';
import { searchConnectors } from './searchConnectors';
import { searchConnectorTemplates } from './searchConnectorTemplates';
import { searchCrossReferenceLookups } from './searchCrossReferenceLookups';
import { searchDataPools } from './searchDataPools';
import { searchEndpoints } from './searchEndpoints';
import { searchEntityTypes } from './searchEntityTypes';
import { searchFlowCallbacks } from './searchFlowCallbacks';
import { searchFlowRuns } from './searchFlowRuns';
import { searchFlows } from './searchFlows';
import { searchFlowSteps } from './searchFlowSteps';
import { searchFlowVersions } from './searchFlowVersions';
import { searchLabels } from './searchLabels';
import { searchLabelTemplates } from './searchLabelTemplates';
import { searchMarketplaceApps } from './searchMarketplaceApps';
import { searchMessageBrokerQueues } from './searchMessageBrokerQueues';
import { searchModelNotes } from './searchModelNotes';
import { searchPackages } from './searchPackages';
import { searchPayloads } from './searchPayloads';
import { searchScheduledFlows } from './searchScheduledFlows';
import { searchScripts } from './searchScripts';
import { searchScriptVersions } from './searchScriptVersions';
import { searchVirtualEnvironments } from './searchVirtualEnvironments';
import { searchVirtualEnvironmentVersions } from './searchVirtualEnvironmentVersions';

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
