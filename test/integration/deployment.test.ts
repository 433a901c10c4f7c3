import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const DEPLOYMENT = { id: 401, name: 'Orders', flow_version_id: 2011, package_id: null };

describe('Package: deployments', () => {
	testOperations('package', [
		{
			operation: 'getAllDeployments',
			sends: `GET /api/v1/flow-version-deployments?${FIRST_PAGE}`,
			answer: page([DEPLOYMENT]),
			gives: [DEPLOYMENT],
		},
		{
			operation: 'getAllDeployments',
			parameters: {
				returnAll: true,
				filters: {
					flowId: byId(101),
					global: false,
					name: 'Orders',
					packageId: byId(501),
					virtualEnvironmentId: byId(601),
				},
			},
			sends:
				'GET /api/v1/flow-version-deployments?filter[global]=false&filter[flowVersion.flow]=101&filter[name]=Orders&filter[package_id]=501&filter[virtual_environment_id]=601&page=1&per_page=100',
			answer: page([DEPLOYMENT]),
			gives: [DEPLOYMENT],
		},
	]);
});
