import { FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const PACKAGE = { id: 501, name: 'Spring release', notes: null, created_by: 1 };

describe('Package', () => {
	testOperations('package', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/packages?${FIRST_PAGE}`,
			answer: page([PACKAGE]),
			gives: [PACKAGE],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { name: 'Spring release' },
				options: {
					fields: ['id', 'created_by'],
					include: ['createdBy', 'deployments.virtualEnvironment.deployedVersion'],
					additionalRelations: 'flowVersions_count',
				},
				sort: { by: '-name' },
			},
			sends:
				'GET /api/v1/packages?filter[name]=Spring release&sort=-name&fields[packages]=id,created_by&include=createdBy,deployments.virtualEnvironment.deployedVersion,flowVersions_count&page=1&per_page=100',
			answer: page([PACKAGE]),
			gives: [PACKAGE],
		},
		{
			operation: 'getDeployed',
			sends: `GET /api/v1/flow-version-deployments/packages?${FIRST_PAGE}`,
			answer: page([PACKAGE]),
			gives: [PACKAGE],
		},
		{
			operation: 'getDeployed',
			parameters: {
				returnAll: true,
				filters: { name: 'Spring release' },
				options: { include: ['deployments.user', 'package'] },
				sort: { by: 'name' },
			},
			sends:
				'GET /api/v1/flow-version-deployments/packages?filter[name]=Spring release&sort=name&include=deployments.user,package&page=1&per_page=100',
			answer: page([PACKAGE]),
			gives: [PACKAGE],
		},
		{
			operation: 'create',
			title: 'with a name alone',
			parameters: { name: 'Spring release' },
			sends: 'POST /api/v1/packages',
			body: { name: 'Spring release' },
			answer: { data: PACKAGE },
			gives: [PACKAGE],
		},
		{
			operation: 'create',
			parameters: { name: 'Spring release', additionalFields: { notes: 'After the sale' } },
			sends: 'POST /api/v1/packages',
			body: { name: 'Spring release', notes: 'After the sale' },
			answer: { data: PACKAGE },
			gives: [PACKAGE],
		},
	]);
});
