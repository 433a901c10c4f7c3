import type { Resource } from '../../description/operation';
import { request } from './request';

export const apiRequest: Resource = {
	name: 'API Request',
	value: 'apiRequest',
	description: 'Any request to the Patchworks API',
	operations: [request],
};
