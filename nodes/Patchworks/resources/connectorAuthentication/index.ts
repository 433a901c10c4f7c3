import type { Resource } from '../../description/operation';
import { addEndpoints } from './addEndpoints';
import { authenticate } from './authenticate';
import { authorise } from './authorise';
import { createCertificate } from './createCertificate';
import { get } from './get';

export const connectorAuthentication: Resource = {
	name: 'Connector Authentication',
	value: 'connectorAuthentication',
	description: 'How connectors and their instances sign in to their systems',
	operations: [addEndpoints, authenticate, authorise, createCertificate, get],
};
