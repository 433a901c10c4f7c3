import type { Engine } from '../support/harness/engine';
import { byId, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

const AUTHENTICATION = { id: 21, name: 'API key', system_id: 1, modified: false };
const PEM = '-----BEGIN CERTIFICATE-----\nmade-up\n-----END CERTIFICATE-----';
const CERTIFICATE = { id: 951, name: 'made-up.pem', certificate: PEM, passphrase: null };
const MASKED = { ...CERTIFICATE, certificate: '*****' };

describe('Connector Instance: authentication', () => {
	testOperations('connectorInstance', [
		{
			operation: 'getAuthentication',
			parameters: { connectorAuthenticationId: byId('21') },
			sends: 'GET /api/v1/authentication-implementations/21',
			answer: { data: AUTHENTICATION },
			gives: [{ id: 21, name: 'API key', system_id: 1 }],
		},
		{
			operation: 'getAuthentication',
			title: 'in full',
			parameters: { connectorAuthenticationId: byId('21'), simplify: false },
			sends: 'GET /api/v1/authentication-implementations/21',
			answer: { data: AUTHENTICATION },
			gives: [AUTHENTICATION],
		},
		{
			operation: 'createCertificate',
			title: 'with what it must have',
			parameters: { certificate: PEM },
			sends: 'POST /api/v1/certificates',
			body: { certificate: PEM },
			answer: { data: CERTIFICATE },
			gives: [MASKED],
		},
		{
			operation: 'createCertificate',
			title: 'with everything',
			parameters: {
				certificate: PEM,
				additionalFields: { connectorInstanceId: byId('801'), passphrase: 'made-up-passphrase' },
			},
			sends: 'POST /api/v1/certificates',
			body: { certificate: PEM, connector_id: '801', passphrase: 'made-up-passphrase' },
			answer: { data: { ...CERTIFICATE, passphrase: 'made-up-passphrase' } },
			gives: [{ ...MASKED, passphrase: '*****' }],
		},
	]);
});

describe('Connector Instance: Create Certificate', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	it('shows neither the certificate nor its passphrase in an error', async () => {
		answerAll(CLOUD.core, () => [
			422,
			{
				message: `${PEM} needs another key than made-up-passphrase.`,
				errors: { certificate: [PEM] },
			},
		]);

		const { error } = await runPatchworks(
			engine,
			{
				resource: 'connectorInstance',
				operation: 'createCertificate',
				certificate: '={{ $json.certificate }}',
				additionalFields: { passphrase: '={{ $json.passphrase }}' },
			},
			{ items: [{ certificate: PEM, passphrase: 'made-up-passphrase' }] },
		);

		expect(error?.message).toBe('***** needs another key than *****. certificate: *****');
		expect(JSON.stringify(error)).not.toMatch(/BEGIN CERTIFICATE|made-up-passphrase/);
	});

	it('refuses a certificate that an expression leaves empty', async () => {
		const seen = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, {
			resource: 'connectorInstance',
			operation: 'createCertificate',
			certificate: '={{ $json.none }}',
		});

		expect(error?.message).toBe("'Certificate' is empty [item 0]. Nothing was sent.");
		expect(seen).toEqual([]);
	});
});
