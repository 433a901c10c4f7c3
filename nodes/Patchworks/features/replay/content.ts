import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Sender } from '../../../api/sender';
import type { PayloadChange } from '../rerun/changePayload';
import { mergedPayload } from '../rerun/changePayload';
import { cannotReplay } from './cannotReplay';
import { download } from './download';
import { inputOf } from './input';
import type { Payloads } from './payloads';
import { payloadsOf } from './payloads';

/** What the flow is started with, and the payload of the run that it is made of. */
export async function contentFor(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	change?: PayloadChange,
) {
	if (change?.way === 'replace') {
		// Its ID is told where it is known; the payload itself may be gone.
		const input = await inputOf(context, sender, run).catch(() => undefined);
		return { input, content: jsonContent(change.json) };
	}
	const input = await inputOf(context, sender, run);
	const content = input && (await download(context, sender, run, input));
	if (!change) return { input, content };

	const original = content?.body.toString() ?? '{}';
	const merged = content?.isText ? undefined : mergedPayload(original, change.json);
	if (merged !== undefined) return { input, content: jsonContent(merged) };
	throw cannotReplay(
		context,
		run,
		`started with payload ${input?.id}, which is not a JSON object`,
		"Fields can be merged into an object only. Set 'Change Payload' to Replace.",
	);
}

function jsonContent(json: string) {
	return { isText: false, body: Buffer.from(json) };
}

/** The payload that a new run was started with, if Patchworks lists it already. The run goes on in any case. */
export async function payloadIdOf(
	sender: Sender,
	{ flowRunId }: IDataObject,
): Promise<string | undefined> {
	if (flowRunId === undefined) return undefined;
	const nothing: Payloads = { rows: [], isCut: false };
	const { rows } = await payloadsOf(sender, { id: flowRunId }).catch(() => nothing);
	return rows.length === 1 ? String(rows[0].id) : undefined;
}
