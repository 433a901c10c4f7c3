import type { Resource } from '../../description/operation';
import { create } from './create';
import { createCertificate } from './createCertificate';
import { getAll } from './getAll';
import { getAuthentication } from './getAuthentication';

export const connectorInstance: Resource = {
	name: 'Connector Instance',
	value: 'connectorInstance',
	description:
		'A connector with the authentication of one account, which process flows use; the API calls it a connector',
	operations: [create, createCertificate, getAuthentication, getAll],
};
