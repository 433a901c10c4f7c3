import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const PATH = '/api/v1/flow-version-deployments/virtual-environments';
const ENVIRONMENT = { id: 601, name: 'Staging', status: 'Deployed' };
const PRIORITY = { id: 61, flow_id: 101, priority: 3 };

describe('Virtual Environment', () => {
	testOperations('virtualEnvironment', [
		{
			operation: 'getAll',
			sends: `GET ${PATH}?${FIRST_PAGE}`,
			answer: page([ENVIRONMENT]),
			gives: [ENVIRONMENT],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: {
					hasDeployedVersion: true,
					labelId: byId(7),
					name: 'Staging',
					status: 'Deployed',
					type: 'test',
				},
				options: { include: ['versions', 'firstVersion.user'] },
			},
			sends: `GET ${PATH}?filter[hasDeployedVersion]=true&filter[labelled]=7&filter[name]=Staging&filter[status]=Deployed&filter[type]=test&include=versions,firstVersion.user&page=1&per_page=100`,
			answer: page([ENVIRONMENT]),
			gives: [ENVIRONMENT],
		},
		{
			operation: 'getFlowPriorities',
			parameters: { virtualEnvironmentVersionId: byId(34) },
			sends: `GET /api/v1/virtual-environment-versions/34/flow-priorities?${FIRST_PAGE}`,
			answer: page([{ ...PRIORITY, manifests: [] }]),
			gives: [PRIORITY],
		},
	]);
});
