import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const LOOKUP = { id: 19, name: 'Carrier codes', description: null, default_value: null };

describe('Cross-Reference Lookup', () => {
	testOperations('crossReferenceLookup', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/cross-reference-lookups?${FIRST_PAGE}`,
			answer: page([LOOKUP]),
			gives: [LOOKUP],
		},
		{
			operation: 'get',
			parameters: { crossReferenceLookupId: byId(19) },
			sends: 'GET /api/v1/cross-reference-lookups/19',
			answer: { data: LOOKUP },
			gives: [LOOKUP],
		},
		{
			operation: 'create',
			title: 'with a name alone',
			parameters: { name: 'Carrier codes' },
			sends: 'POST /api/v1/cross-reference-lookups',
			body: { name: 'Carrier codes' },
			answer: { data: LOOKUP },
			gives: [LOOKUP],
		},
		{
			operation: 'create',
			parameters: {
				name: 'Carrier codes',
				additionalFields: { description: 'Shop to warehouse', defaultValue: 'unknown' },
			},
			sends: 'POST /api/v1/cross-reference-lookups',
			body: {
				name: 'Carrier codes',
				description: 'Shop to warehouse',
				default_value: 'unknown',
			},
			answer: { data: LOOKUP },
			gives: [LOOKUP],
		},
	]);
});
