import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';

import { startSandbox } from '../../support/sandbox';
import type { Sandbox } from '../../support/sandbox';
import { documentedParts, sentParts } from '../operations/documented';
import type { SentRequest } from '../operations/workbench';
import { document, operation, validateRequest } from './document';
import { withoutBoundary } from './forms';

// No published operation takes a form. This file has a contract with one.
document.paths!['/api/v1/files/{folder}'] = parse(`
parameters:
  - { name: folder, in: path, required: true, schema: { type: string } }
post:
  operationId: uploadFile
  tags: [files]
  x-access: manager
  requestBody:
    required: true
    content:
      multipart/form-data:
        schema:
          type: object
          required: [file, name]
          additionalProperties: false
          properties:
            file: { type: string, format: binary }
            name: { type: string }
            size: { type: integer }
            'pages[]': { type: array, items: { type: string, format: binary } }
            kind: { type: string, enum: [orders, stock] }
  responses:
    '200':
      description: Uploaded
      content:
        application/json:
          schema:
            type: object
            properties: { data: { type: object, properties: { id: {}, name: {} } } }
            example: { data: { id: 1, name: any } }
`) as OpenAPIV3_1.PathItemObject;

const FILE = new File([Buffer.from([0xff, 0x00, 0x0a])], 'a.bin', {
	type: 'application/x-made-up',
});

let sandbox: Sandbox;
const received: SentRequest[] = [];

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.onRequest(({ host, method, path, headers, body, form }) => {
		received.push({ host, method, url: path, headers, body: form ?? body });
	});
});

afterAll(async () => await sandbox.close());

async function send(parts: Array<[name: string, value: string | File]>) {
	const form = new FormData();
	for (const [name, value] of parts) {
		if (typeof value === 'string') form.append(name, value);
		else form.append(name, value);
	}
	received.length = 0;
	const response = await fetch(`${sandbox.coreUrl}/api/v1/files/f7`, {
		method: 'POST',
		headers: { accept: 'application/json', authorization: sandbox.apiKey },
		body: form,
	});
	return { status: response.status, body: (await response.json()) as unknown };
}

describe('A form with a file', () => {
	it('conforms where its fields are those of the contract', async () => {
		const { status, body } = await send([
			['file', FILE],
			['name', 'Orders'],
			['size', '3'],
			['pages[]', FILE],
		]);

		expect(status).toBe(200);
		expect(body).toEqual({ data: { id: 'f7', name: 'Orders' } });
		expect(received[0].body).toMatchObject({
			file: { fileName: 'a.bin', type: 'application/x-made-up', data: '/wAK' },
			name: 'Orders',
			size: 3,
			'pages[]': [{ fileName: 'a.bin' }],
		});
		expect(validateRequest(received[0])).toEqual([]);
	});

	it.each<[string, Array<[string, string | File]>, string]>([
		['without its file', [['name', 'a']], "body must have required property 'file'"],
		['without a field', [['file', FILE]], "body must have required property 'name'"],
		[
			'with text in place of the file',
			[
				['file', 'text'],
				['name', 'a'],
			],
			'body file must be object',
		],
		[
			'with a file in place of text',
			[
				['file', FILE],
				['name', FILE],
			],
			'body name must be string',
		],
		[
			'with a strange field',
			[
				['file', FILE],
				['name', 'a'],
				['colour', 'red'],
			],
			'undocumented body field colour',
		],
		[
			'with a strange value',
			[
				['file', FILE],
				['name', 'a'],
				['kind', 'none'],
			],
			'body kind must be one of orders, stock',
		],
		[
			'with what is no number',
			[
				['file', FILE],
				['name', 'a'],
				['size', 'large'],
			],
			'body size must be integer',
		],
		[
			'with a field twice',
			[
				['file', FILE],
				['name', 'a'],
				['name', 'b'],
			],
			'body name must be string',
		],
	])('%s is refused, and does not conform', async (_, parts, problem) => {
		expect((await send(parts)).status).toBe(422);
		expect(validateRequest(received[0])).toEqual([problem]);
	});

	it('sends a part of the contract for each of its fields and values', async () => {
		await send([
			['file', FILE],
			['name', 'a'],
			['kind', 'orders'],
		]);
		const documented = documentedParts(operation('uploadFile'));
		const sent = sentParts(received[0]);

		expect(documented.filter((part) => !sent.includes(part))).toEqual([
			'body.size',
			'body.pages[]',
			'body.kind=stock',
		]);
	});

	it('is the same request again, though its parts are divided otherwise', async () => {
		await send([['file', FILE]]);
		const [first] = received;
		await send([['file', FILE]]);

		expect(received[0].headers).not.toEqual(first.headers);
		expect(received[0].body).toEqual(first.body);
		expect(withoutBoundary(received[0].headers!)).toEqual(withoutBoundary(first.headers!));
	});
});
