import type { INodeType } from 'n8n-workflow';

import { apiRequest } from '../../nodes/api/client';
import { describeResources } from '../../nodes/Patchworks/description/describeResources';
import type {
	Operation,
	OperationCall,
	Resource,
} from '../../nodes/Patchworks/description/operation';
import { customOperationsOf } from '../../nodes/Patchworks/execute/customOperations';
import { Patchworks } from '../../nodes/Patchworks/Patchworks.node';
import { readFile } from '../../nodes/Patchworks/request/files';
import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

/** An operation as someone may add one: it uploads a file of the item, then deploys what it became. */
const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload a file',
		description: 'Upload a file and deploy it',
		routing: { request: { method: 'POST', url: '/api/v1/files/{folderId}' } },
	},
	transforms: [
		async (context, request) => {
			const form = new FormData();
			const file = await readFile(context, 'binaryPropertyName', 'Input Binary Field');
			form.append('file', new Blob([new Uint8Array(file)]), 'orders.csv');
			request.body = form;
		},
	],
	perform: async ({ sender, request }: OperationCall) => {
		const { body } = await apiRequest(sender, request);
		const { id } = body as { id: number };
		await apiRequest(sender, { method: 'POST', path: `/api/v1/files/${id}/deploy` });
		return [{ json: { id } }];
	},
	fields: [
		{ displayName: 'Folder', name: 'folderId', type: 'string', default: '' },
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
		},
	],
};

const files: Resource = { name: 'File', value: 'file', operations: [upload] };

/** n8n's engine with the node as it would be with that operation alone. */
async function engineWithUpload(): Promise<Engine> {
	const engine = await createEngine();
	const { nodeTypes } = engine.packages;
	const get = nodeTypes.getByNameAndVersion.bind(nodeTypes);
	const own = new Patchworks();
	const [authentication] = own.description.properties;
	const node: INodeType = Object.assign(own, {
		description: {
			...own.description,
			properties: [authentication, ...describeResources([files])],
		},
		customOperations: customOperationsOf([files]),
	});
	nodeTypes.getByNameAndVersion = (name, version) =>
		name.endsWith('.patchworks') ? node : get(name, version);
	return engine;
}

const file = (text: string) => ({
	data: { data: Buffer.from(text).toString('base64'), mimeType: 'text/csv', fileName: 'a.csv' },
});

const UPLOAD = { resource: 'file', operation: 'upload', folderId: 'f7' };

describe('An operation of several requests', () => {
	it('sends a form with the file of each item, then the other request, item by item', async () => {
		const engine = await engineWithUpload();
		let id = 0;
		const core = answerAll(CLOUD.core, () => [200, { id: ++id }]);

		const { error, items } = await runPatchworks(engine, UPLOAD, {
			items: [{}, {}],
			files: [file('number\n1001'), file('number\n1002')],
		});

		expect(error).toBeUndefined();
		expect(core.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /api/v1/files/f7',
			'POST /api/v1/files/1/deploy',
			'POST /api/v1/files/f7',
			'POST /api/v1/files/3/deploy',
		]);
		expect(core[0].headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		expect(core[0].body).toContain('number\n1001');
		expect(core[2].body).toContain('number\n1002');
		expect(items).toEqual([{ id: 1 }, { id: 3 }]);
	});

	it('says which of its requests were carried out when a later one fails', async () => {
		const engine = await engineWithUpload();
		answerAll(CLOUD.core, ({ url }) =>
			url.endsWith('/deploy') ? [422, { message: 'Not deployable' }] : [200, { id: 5 }],
		);

		const { error } = await runPatchworks(engine, UPLOAD, {
			items: [{}, {}],
			files: [file('a'), file('b')],
		});

		expect(error?.message).toBe('Not deployable [item 0]');
		expect(error?.description).toContain(
			'Before that, this was carried out for the item: POST /api/v1/files/f7. Running the node again would repeat it.',
		);
	});

	it('says of none that it was carried out when the first one fails', async () => {
		const engine = await engineWithUpload();
		answerAll(CLOUD.core, () => [422, { message: 'No such file' }]);

		const { error } = await runPatchworks(engine, UPLOAD, { items: [{}], files: [file('a')] });

		expect(error?.message).toBe('No such file');
		expect(error?.description).not.toContain('carried out');
	});

	it('sends nothing while the file of another item is missing', async () => {
		const engine = await engineWithUpload();
		const core = answerAll(CLOUD.core, () => [200, { id: 5 }]);

		const { error } = await runPatchworks(engine, UPLOAD, {
			items: [{}, {}],
			files: [file('a'), {}],
		});

		expect(error?.message).toContain('holds no file: "data" [item 1]. Nothing was sent.');
		expect(core).toEqual([]);
	});
});
