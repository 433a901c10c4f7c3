import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists the ways to sign in that connector templates offer: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/system-templates */
export const searchAuthenticationTemplates = listFrom({
	path: '/api/v1/patchworks/system-templates',
	qs: { include: 'authenticationImplementationTemplates.authenticationType', sort: 'name' },
	within: 'authentication_implementation_templates',
	toEntry: ({ id, name }, template) =>
		describedEntry(id, template.label ?? template.name, name ?? id),
});
