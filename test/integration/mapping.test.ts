import { byId, testOperations } from '../support/harness/operations';

const MAPPING = { id: 961, flow_version_id: 2011, flow_step_id: 30111, mapping: null };

describe('Mapping', () => {
	testOperations('mapping', [
		{
			operation: 'create',
			title: 'with what it must have',
			parameters: { flowId: byId('101'), flowVersionId: byId('2011'), flowStepId: byId('30111') },
			sends: 'POST /api/v1/mapping',
			body: { flow_version_id: '2011', flow_step_id: '30111' },
			answer: { data: MAPPING },
			gives: [MAPPING],
		},
		{
			operation: 'create',
			title: 'with everything',
			parameters: {
				flowVersionId: byId('2011'),
				flowStepId: byId('30111'),
				additionalFields: { mapping: '{"sku":"item"}', mappingFile: 'sku,item' },
			},
			sends: 'POST /api/v1/mapping',
			body: {
				flow_version_id: '2011',
				flow_step_id: '30111',
				mapping: '{"sku":"item"}',
				mapping_file: 'sku,item',
			},
			answer: { data: MAPPING },
			gives: [MAPPING],
		},
	]);
});
