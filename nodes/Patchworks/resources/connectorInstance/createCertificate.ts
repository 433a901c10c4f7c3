import { additionalFields } from '../../description/collections';
import { locator } from '../../description/fields';
import { bodyField, bodySecret } from '../../description/sentFields';
import { masked } from '../../output/masked';
import type { Operation } from '../../description/operation';
import { CERTIFICATE_SECRETS, CONNECTOR_INSTANCE } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/authentication/certificates */
export const createCertificate: Operation = {
	option: {
		name: 'Create Certificate',
		value: 'createCertificate',
		action: 'Create certificate for connector instance',
		description: 'Store a certificate, with its private key, for an instance to authenticate with',
		routing: {
			request: { method: 'POST', url: '/api/v1/certificates' },
			output: { postReceive: [masked(CERTIFICATE_SECRETS)] },
		},
	},
	fields: [
		bodySecret('certificate', {
			displayName: 'Certificate',
			name: 'certificate',
			required: true,
			typeOptions: { rows: 5 },
			description: 'The text of the PEM file, with the private key in it',
		}),
		additionalFields(
			bodyField(
				'connector_id',
				locator({
					...CONNECTOR_INSTANCE,
					description: 'The instance that the certificate is for; the API calls it a connector',
					required: false,
				}),
			),
			bodySecret('passphrase', {
				displayName: 'Passphrase',
				name: 'passphrase',
				description: 'The passphrase of the private key, up to 1,000 characters',
			}),
		),
	],
};
