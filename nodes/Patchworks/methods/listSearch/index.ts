import { searchAgentConversations } from './searchAgentConversations';
import { searchAuthenticationTemplates } from './searchAuthenticationTemplates';
import { searchConnectorAuthentications } from './searchConnectorAuthentications';
import { searchConnectorInstances } from './searchConnectorInstances';
import { searchConnectors } from './searchConnectors';
import { searchConnectorTemplates } from './searchConnectorTemplates';
import { searchEndpoints } from './searchEndpoints';
import { searchFlowRuns } from './searchFlowRuns';
import { searchFlows } from './searchFlows';
import { searchFlowVersions } from './searchFlowVersions';
import { searchMarketplaceApps } from './searchMarketplaceApps';
import { searchMessageBrokerQueues } from './searchMessageBrokerQueues';
import { searchModelNotes } from './searchModelNotes';
import { searchPayloads } from './searchPayloads';
import { searchScripts } from './searchScripts';
import { searchScriptVersions } from './searchScriptVersions';
import { searchVirtualEnvironments } from './searchVirtualEnvironments';

/** What resource locators list, by the name they give in `searchListMethod`. */
export const listSearch = {
	searchAgentConversations,
	searchAuthenticationTemplates,
	searchConnectorAuthentications,
	searchConnectorInstances,
	searchConnectors,
	searchConnectorTemplates,
	searchEndpoints,
	searchFlowRuns,
	searchFlows,
	searchFlowVersions,
	searchMarketplaceApps,
	searchMessageBrokerQueues,
	searchModelNotes,
	searchPayloads,
	searchScripts,
	searchScriptVersions,
	searchVirtualEnvironments,
};
