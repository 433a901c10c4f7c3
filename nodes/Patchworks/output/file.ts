import type {
	BinaryHelperFunctions,
	IBinaryData,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { itemError } from '../../api/errors/itemErrors';
import { isWebPage } from '../../api/facts/file';
import { isTool } from '../request/display';
import { fileText } from './fileText';
import type { StreamedBody } from './fileText';

const EXTENSIONS: Record<string, string> = {
	'application/json': 'json',
	'application/xml': 'xml',
	'text/xml': 'xml',
	'text/csv': 'csv',
	'text/plain': 'txt',
};

/**
 * Stores a downloaded payload as the item's binary data, without holding it in memory on the way. The
 * tool of an agent gives its text instead.
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
	if (isTool(this.getNode())) return [{ json: await fileText(this, response) }];
	const field = String(this.getNodeParameter('options.binaryPropertyName', '') || 'data');
	const chosenName = String(this.getNodeParameter('options.fileName', ''));
	const binary = await storeFile(this.helpers, response, payloadId, chosenName);
	return [
		{
			json: {
				payloadId,
				fileName: binary.fileName,
				mimeType: binary.mimeType,
				fileSize: await sizeOf(this.helpers, binary),
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
	throw itemError(
		{ functions: context, itemIndex: context.getItemIndex() },
		`Patchworks answered with a web page instead of data (HTTP ${statusCode}).`,
		'A payload was expected. Check the host in the credential, and whether a proxy wants a sign-in.',
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

/** The size of a file in bytes, which n8n 1.x does not say with the file. */
async function sizeOf(
	helpers: BinaryHelperFunctions,
	{ bytes, id, data }: IBinaryData,
): Promise<number> {
	if (bytes !== undefined) return bytes;
	return id ? (await helpers.getBinaryMetadata(id)).fileSize : Buffer.byteLength(data, 'base64');
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
