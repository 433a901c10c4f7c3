import { BY_NAME } from './builderHints';
import type { Field } from './operation';

interface Locator {
	/** The parameter's name, e.g. `flowRunId`; in paths it stands as `{flowRunId}`. */
	name: string;
	/** e.g. `Flow Run`; the words of the name, since errors derive it from there. */
	displayName: string;
	/** The method that lists what there is to pick from. */
	searchListMethod: string;
	/** An example of an ID. */
	placeholder: string;
	/** `false` for what has no name, or none of its own. */
	byName?: false;
	description: string;
	required?: boolean;
	displayOptions?: Field['displayOptions'];
}

/** An example of a name, by the list to pick from. */
const NAMES: Record<string, string> = {
	searchAuthenticationTemplates: 'OAuth 2',
	searchBlueprints: 'Shop to warehouse',
	searchConnectionPools: 'Shopify UK, all instances',
	searchConnectorAuthentications: 'Shopify access token',
	searchConnectorInstances: 'Shopify UK',
	searchConnectorTemplates: 'Shopify',
	searchConnectors: 'Shopify',
	searchCrossReferenceLookups: 'Carrier codes',
	searchDataPools: 'Orders sent to warehouse',
	searchEndpoints: 'Get orders',
	searchEntityTypes: 'Orders',
	searchFlows: 'Orders to warehouse',
	searchLabelTemplates: 'Peak season',
	searchLabels: 'Peak season',
	searchMessageBrokerQueues: 'orders.created',
	searchPackages: 'Peak release',
	searchScripts: 'Split order lines',
	searchShapes: 'Map orders',
	searchVirtualEnvironments: 'Staging',
};

/** A field that takes one of the things Patchworks knows: picked from a list, by its ID or by its name. */
export function locator({
	searchListMethod,
	placeholder,
	byName,
	required = true,
	...field
}: Locator): Field {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required && { required }),
		...(byName !== false && { builderHint: BY_NAME }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
			...(byName === false
				? []
				: [
						{
							displayName: 'By Name',
							name: 'name',
							type: 'string' as const,
							placeholder: `e.g. ${NAMES[searchListMethod]}`,
							hint: 'The whole name, in any case. A name that several have is an error.',
						},
					]),
		],
	};
}

/**
 * What a user has to know before running an operation, shown above its fields.
 *
 * @param name tells it from other notices
 */
export function notice(name: string, text: string): Field {
	return { displayName: text, name, type: 'notice', default: '' };
}
