import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const TEMPLATE = { id: 2, name: 'Demo', label: 'Demo system', colour: 'blue', protocol: 'HTTP' };
const SIMPLE = { id: 2, name: 'Demo', label: 'Demo system', protocol: 'HTTP' };
const NEW = {
	label: 'Demo system',
	colour: 'blue',
	logoUrl: 'https://example.com/logo.png',
	version: 2,
	versionName: '2024-01',
	rateLimitUnit: 'second',
	rateLimitDuration: 10,
};
const NEW_BODY = {
	label: 'Demo system',
	colour: 'blue',
	logo_url: 'https://example.com/logo.png',
	version: 2,
	version_name: '2024-01',
	rate_limit_unit: 'second',
	rate_limit_duration: 10,
};

describe('Connector: templates', () => {
	testOperations('connector', [
		{
			operation: 'getAllTemplates',
			sends: `GET /api/v1/patchworks/system-templates?${FIRST_PAGE}`,
			answer: page([TEMPLATE]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAllTemplates',
			parameters: {
				returnAll: true,
				simplify: false,
				filters: {
					connectorTemplateId: byId('2'),
					connectorTypeId: '1',
					forPlatformApp: '4',
					hiddenFromMarketplace: false,
					name: 'Demo',
					platformApp: '5',
					private: true,
					visibility: 'public',
					visibleForMarketplace: true,
				},
				options: { include: ['company', 'logo'] },
				sort: { by: '-created_at' },
			},
			sends:
				'GET /api/v1/patchworks/system-templates?filter[id]=2&filter[system_type_id]=1&filter[forPlatformApp]=4&filter[hidden_from_marketplace]=false&filter[name]=Demo&filter[private]=true&filter[platformApp]=5&filter[visibility]=public&filter[visible_for_marketplace]=true&sort=-created_at&include=company,logo&page=1&per_page=100',
			answer: page([TEMPLATE]),
			gives: [TEMPLATE],
		},
		{
			operation: 'createTemplate',
			title: 'with what it must have',
			parameters: NEW,
			sends: 'POST /api/v1/patchworks/system-templates',
			body: NEW_BODY,
			answer: { data: TEMPLATE },
			gives: [SIMPLE],
		},
		{
			operation: 'createTemplate',
			title: 'with everything',
			parameters: { ...NEW, additionalFields: { connectorTypeId: '1' } },
			sends: 'POST /api/v1/patchworks/system-templates',
			body: { ...NEW_BODY, system_type_id: '1' },
			answer: { data: TEMPLATE },
			gives: [SIMPLE],
		},
	]);
});
