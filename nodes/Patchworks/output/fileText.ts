import type { IDataObject, IExecuteSingleFunctions, IN8nHttpFullResponse } from 'n8n-workflow';


/** How many bytes of a file are read to show its text. */
const MOST_BYTES = 16_000;

/**
 * The text of a file that came as a stream, or its beginning, for a model, which gets no files.
 *
 * @returns the text, or a note that the file is none
 */
export async function fileText(
	context: IExecuteSingleFunctions,
	{ body, headers }: IN8nHttpFullResponse,
): Promise<IDataObject> {
	const start = await beginningOf(body as unknown as AsyncIterable<Buffer>);
	const mimeType = String(headers['content-type'] ?? '').split(';')[0];
	const size = Number(headers['content-length']);
	const known: IDataObject = {
		payloadId: String(context.getNodeParameter('payloadId', '', { extractValue: true })),
		...(mimeType && { mimeType }),
		...(size > 0 && { fileSize: size }),
	};
	// Text has no zero bytes.
	if (start.includes(0)) return { ...known, note: 'This payload is not text and cannot be shown.' };
	const isCut = start.length > MOST_BYTES;
	const text = start
		.subarray(0, MOST_BYTES)
		.toString('utf8')
		.replace(/\uFFFD$/, '');
	return {
		...known,
		content: text,
		...(isCut && { note: `Only the first ${MOST_BYTES.toLocaleString('en')} bytes were read.` }),
	};
}

/** The first bytes of a stream, and one more where it goes on. The rest is not read. */
async function beginningOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		chunks.push(Buffer.from(chunk));
		size += chunk.length;
		if (size > MOST_BYTES) break;
	}
	return Buffer.concat(chunks);
}
