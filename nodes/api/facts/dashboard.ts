import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';

/**
 * The address of a run in the dashboard, as Patchworks' own client makes it:
 * https://github.com/gopatchworks/patchworks-mcp/blob/feature/multi-llm-provider-and-chat-endpoint/patchworks_client.py
 *
 * @returns undefined where the credential does not say where a self-hosted dashboard is
 */
export function runUrl(
	credentials: ICredentialDataDecryptedObject,
	flowRunId: string,
): string | undefined {
	try {
		return `${originOf(credentials, 'login')}/flow-run-logs/${encodeURIComponent(flowRunId)}`;
	} catch {
		return undefined;
	}
}
