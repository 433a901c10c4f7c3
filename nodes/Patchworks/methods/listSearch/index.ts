import { searchFlowRuns } from './searchFlowRuns';
import { searchFlows } from './searchFlows';
import { searchFlowVersions } from './searchFlowVersions';
import { searchPayloads } from './searchPayloads';
import { searchVirtualEnvironments } from './searchVirtualEnvironments';

/** What resource locators list, by the name they give in `searchListMethod`. */
export const listSearch = {
	searchFlowRuns,
	searchFlows,
	searchFlowVersions,
	searchPayloads,
	searchVirtualEnvironments,
};
