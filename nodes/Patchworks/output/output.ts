import type {
	BinaryHelperFunctions,
	IBinaryData,
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isWebPage } from '../../api/facts/file';
import { startedRun } from '../../api/facts/startedRun';

/**
 * Leaves only the most used fields of each object, and what the user asked for, when the user wants
 * it simple.
 *
 * @param fields the fields to keep, in the order in which the output shows them
 */
export function simplify(fields: string[]): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		if (!this.getNodeParameter('simplify', false)) return items;
		const kept = [...new Set([...fields, ...askedFor(this)])];
		return items.map(({ json, ...item }) => ({
			...item,
			json: Object.fromEntries(
				kept.filter((field) => field in json).map((field) => [field, json[field]]),
			),
		}));
	};
}

/** The fields that come only because the user asked: `currentVersion.steps` is in `current_version`. */
function askedFor(context: IExecuteSingleFunctions): string[] {
	const relations = ['options.include', 'options.additionalRelations']
		.flatMap((parameter) => context.getNodeParameter(parameter, []) as string | string[])
		.flatMap((relation) => String(relation).split(','))
		.map((relation) => relation.trim().split('.')[0]);
	const fields = context.getNodeParameter('options.fields', []) as string | string[];
	return [...relations, ...relations.map(inSnakeCase), ...[fields].flat()];
}

function inSnakeCase(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

/**
 * Puts asterisks in place of texts that an answer repeats although they are secrets.
 *
 * @param fields the fields that hold one, of each object and of those within it
 */
export function masked(fields: string[]): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		return items.map(({ json, ...item }) => ({ ...item, json: mask(json, fields) as IDataObject }));
	};
}

function mask(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((entry) => mask(entry, fields));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([field, content]) => [
			field,
			fields.includes(field) && typeof content === 'string' ? '*****' : mask(content, fields),
		]),
	);
}

/** Gives the answer to a start with the run's ID under `flowRunId`. */
export const startedFlowRun: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body }: IN8nHttpFullResponse,
) {
	return [{ json: startedRun(body) }];
};

/**
 * Gives the answer to a retry with the ID of the run that was retried under `retriedFlowRunId`, and that
 * of the new run under `flowRunId`, where the answer tells it: what it holds is not published.
 */
export const retriedFlowRun: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	{ body }: IN8nHttpFullResponse,
) {
	const retriedFlowRunId = String(this.getNodeParameter('flowRunId', '', { extractValue: true }));
	const { flowRunId } = startedRun(body);
	const isNew = flowRunId !== undefined && flowRunId !== retriedFlowRunId;
	return items.map(({ json, ...item }) => ({
		...item,
		json: { ...json, ...(isNew && { flowRunId }), retriedFlowRunId },
	}));
};

/** What a request with the encoding `stream` is answered with: n8n reads it into its storage. */
export type StreamedBody = Exclude<
	Parameters<BinaryHelperFunctions['prepareBinaryData']>[0],
	Buffer
>;

const EXTENSIONS: Record<string, string> = {
	'application/json': 'json',
	'application/xml': 'xml',
	'text/xml': 'xml',
	'text/csv': 'csv',
	'text/plain': 'txt',
};

/**
 * Stores a downloaded payload as the item's binary data, without holding it in memory on the way.
 *
 * @returns one item: the file's name, MIME type and size in bytes, and the file itself
 */
export const downloadedFile: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
) {
	const payloadId = String(this.getNodeParameter('payloadId', '', { extractValue: true }));
	assertIsFile(this, response);
	const field = String(this.getNodeParameter('options.binaryPropertyName', '') || 'data');
	const chosenName = String(this.getNodeParameter('options.fileName', ''));
	const binary = await storeFile(this.helpers, response, payloadId, chosenName);
	return [
		{
			json: {
				payloadId,
				fileName: binary.fileName,
				mimeType: binary.mimeType,
				...(binary.bytes !== undefined && { fileSize: binary.bytes }),
			},
			binary: { [field]: binary },
		},
	];
};

/** @throws NodeOperationError for a download that is answered with a page for people, such as to sign in */
export function assertIsFile(
	context: IExecuteSingleFunctions,
	{ headers, statusCode }: IN8nHttpFullResponse,
): void {
	if (!isWebPage(headers)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Patchworks answered with a web page instead of data (HTTP ${statusCode}).`,
		{
			itemIndex: context.getItemIndex(),
			description:
				'A payload was expected. Check the host in the credential, and whether a proxy wants a sign-in.',
		},
	);
}

/**
 * Puts the answer to a download, which came as a stream, into n8n's storage of files.
 *
 * @param chosenName the name of the file; if empty, the one Patchworks gives, or one after the payload
 */
export async function storeFile(
	helpers: BinaryHelperFunctions,
	{ body, headers }: IN8nHttpFullResponse,
	payloadId: string,
	chosenName = '',
): Promise<IBinaryData> {
	const mimeType =
		String(headers['content-type'] ?? '')
			.split(';')[0]
			.trim() || 'application/octet-stream';
	const fileName =
		chosenName ||
		fileNameOf(String(headers['content-disposition'] ?? '')) ||
		`payload-${payloadId}${EXTENSIONS[mimeType] ? `.${EXTENSIONS[mimeType]}` : ''}`;
	const binary = await helpers.prepareBinaryData(
		body as unknown as StreamedBody,
		fileName,
		mimeType,
	);
	return { ...binary, fileName, mimeType };
}

/** The file name of a Content-Disposition header, without any path. */
function fileNameOf(disposition: string): string | undefined {
	const encoded = /filename\*=(?:UTF-8'[^']*')([^;]+)/i.exec(disposition)?.[1];
	const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
	let name = plain;
	if (encoded) {
		try {
			name = decodeURIComponent(encoded.trim());
		} catch {
			name = plain;
		}
	}
	return name?.split(/[/\\]/).pop()?.trim() || undefined;
}
