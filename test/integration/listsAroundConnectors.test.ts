import { testLists } from '../support/harness/lists';
import { byId } from '../support/harness/operations';

const PAGE = 'page=1&per_page=100';

describe('The lists of what is around connectors and scripts', () => {
	testLists([
		{
			method: 'searchAgentConversations',
			asks: `/api/v1/agents/conversations?sort=-created_at&${PAGE}&filter[title]=Spring`,
			row: { id: '01HSPRING', title: 'Spring orders', feature_type: 'flow-builder' },
			entry: { name: 'Spring orders · flow-builder', value: '01HSPRING' },
		},
		{
			method: 'searchAuthenticationTemplates',
			asks: `/api/v1/patchworks/system-templates?include=authenticationImplementationTemplates.authenticationType&sort=name&${PAGE}`,
			row: {
				id: 2,
				label: 'Spring shop',
				authentication_implementation_templates: [{ id: 7, name: 'API key' }],
			},
			entry: { name: 'Spring shop · API key', value: '7' },
		},
		{
			method: 'searchConnectorAuthentications',
			asks: `/api/v1/systems?include=authenticationImplementations&${PAGE}`,
			row: {
				id: 1,
				name: 'Spring shop',
				label: null,
				authentication_implementations: [{ id: 21, name: 'OAuth' }],
			},
			entry: { name: 'Spring shop · OAuth', value: '21' },
		},
		{
			method: 'searchConnectorInstances',
			asks: `/api/v1/connectors?sort=name&${PAGE}`,
			row: { id: 801, name: 'Spring shop UK' },
			entry: { name: 'Spring shop UK', value: '801' },
		},
		{
			method: 'searchConnectors',
			asks: `/api/v1/systems?${PAGE}&filter[name]=Spring`,
			row: { id: 1, name: 'spring', label: 'Spring shop' },
			entry: { name: 'Spring shop', value: '1' },
		},
		{
			method: 'searchConnectorTemplates',
			asks: `/api/v1/patchworks/system-templates?sort=name&${PAGE}&filter[name]=Spring`,
			row: { id: 2, name: 'Spring shop' },
			entry: { name: 'Spring shop', value: '2' },
		},
		{
			method: 'searchEndpoints',
			title: 'of the chosen connector',
			parameters: { resource: 'connector', operation: 'getEndpointSchema', connectorId: byId('1') },
			asks: `/api/v1/systems/1/endpoints?${PAGE}`,
			row: { id: 345, name: 'Spring orders', direction: 'Receive' },
			entry: { name: 'Spring orders · Receive', value: '345' },
		},
		{
			method: 'searchEndpoints',
			title: 'of all connectors',
			parameters: { resource: 'connector', operation: 'getEndpointSchema', connectorId: byId('') },
			asks: `/api/v1/systems?include=endpoints&${PAGE}`,
			row: { id: 1, label: 'Spring shop', endpoints: { data: [{ id: 345, name: 'Orders' }] } },
			entry: { name: 'Spring shop · Orders', value: '345' },
		},
		{
			method: 'searchBlueprints',
			asks: `/api/v1/patchworks/marketplace-apps?sort=name&${PAGE}&filter[name]=Spring`,
			row: { id: 1501, name: 'Spring sale', version_name: '1.0' },
			entry: { name: 'Spring sale · 1.0', value: '1501' },
		},
		{
			method: 'searchMessageBrokerQueues',
			asks: `/api/v1/message-brokers?${PAGE}`,
			row: { id: 1601, name: 'Events', message_broker_queues: [{ id: 1611, name: 'spring' }] },
			entry: { name: 'Events · spring', value: '1611' },
		},
		{
			method: 'searchNotes',
			asks: `/api/v1/model-notes?sort=-created_at&${PAGE}`,
			row: { id: 971, note: 'Check before the spring sale', model_type: 'flow_step' },
			entry: { name: 'Check before the spring sale · flow_step', value: '971' },
		},
		{
			method: 'searchScripts',
			asks: `/api/v1/scripts?${PAGE}&filter[name]=Spring`,
			row: { id: 1301, name: 'Spring prices', language: 'javascript' },
			entry: { name: 'Spring prices · javascript', value: '1301' },
		},
		{
			method: 'searchScriptVersions',
			title: 'of the chosen script',
			parameters: { resource: 'scriptVersion', operation: 'get', scriptId: byId('1301') },
			asks: '/api/v1/scripts/1301?include=versions',
			row: { name: 'Spring prices', versions: [{ id: 1311, version: 2, deployed_at: '2026' }] },
			single: true,
			entry: { name: 'Spring prices · version 2 · deployed', value: '1311' },
		},
		{
			method: 'searchScriptVersions',
			title: 'of all scripts',
			parameters: { resource: 'script', operation: 'getAll' },
			asks: `/api/v1/scripts?include=versions&${PAGE}`,
			row: { name: 'Spring prices', versions: [{ id: 1311, version: 2 }] },
			entry: { name: 'Spring prices · version 2', value: '1311' },
		},
		{
			method: 'searchScriptVersions',
			title: 'when what is chosen cannot be an ID',
			parameters: { resource: 'scriptVersion', operation: 'get', scriptId: byId('../users/1') },
			asks: `/api/v1/scripts?include=versions&${PAGE}`,
			row: { name: 'Spring prices', versions: [{ id: 1311, version: 2 }] },
			entry: { name: 'Spring prices · version 2', value: '1311' },
		},
	]);
});
