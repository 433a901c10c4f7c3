import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { apiDownload } from '../../../api/client';
import type { Sender } from '../../../api/sender';
import type { StreamedBody } from '../../output/fileText';
import { assertIsFile } from '../../output/file';
import { cannotReplay } from './cannotReplay';
import type { Input } from './input';

/**
 * Gets a payload in the form in which the Start host takes it: JSON as it is, any other text within JSON.
 *
 * @returns undefined for a payload that is empty
 * @throws NodeOperationError for what is not text, or comes empty although it is not
 */
export async function download(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	{ id, isEmpty = false }: Input,
) {
	const { bytes, headers } = await apiDownload(sender, id, async (response) => {
		assertIsFile(context, response);
		const body = response.body as unknown as StreamedBody;
		return { bytes: await context.helpers.binaryToBuffer(body), headers: response.headers };
	});
	if (bytes.length === 0) {
		if (isEmpty) return undefined;
		throw cannotReplay(context, run, `cannot be replayed with payload ${id}, which came empty`);
	}
	const text = bytes.toString('utf8');
	if (!Buffer.from(text, 'utf8').equals(bytes)) {
		throw cannotReplay(
			context,
			run,
			`started with payload ${id}, which is not text`,
			'The Start API takes JSON and text. Retry may still run it again, in the version it ran in.',
		);
	}
	const isText = !isJson(text, String(headers['content-type'] ?? ''));
	return { isText, body: isText ? Buffer.from(JSON.stringify({ payload: text })) : bytes };
}

/** What is of another type may look like JSON; what is of a type such as NDJSON may not be it. */
function isJson(text: string, contentType: string): boolean {
	const isGeneral = contentType === '' || contentType.includes('octet-stream');
	if (!isGeneral && !contentType.includes('json')) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
