import type { Resource } from '../../description/operation';
import { createTemplate } from './createTemplate';
import { get } from './get';
import { getAll } from './getAll';
import { getAllEntityTypes } from './getAllEntityTypes';
import { getAllTemplates } from './getAllTemplates';
import { getEndpoints } from './getEndpoints';
import { getEndpointSchema } from './getEndpointSchema';
import { getEndpointVariables } from './getEndpointVariables';
import { getVariables } from './getVariables';

export const connector: Resource = {
	name: 'Connector',
	value: 'connector',
	description:
		'What connects Patchworks to a system such as a shop or an ERP; the API calls it a system',
	operations: [
		createTemplate,
		get,
		getEndpointSchema,
		getEndpointVariables,
		getEndpoints,
		getAll,
		getAllEntityTypes,
		getAllTemplates,
		getVariables,
	],
};
