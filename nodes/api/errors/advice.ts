import type { INode } from 'n8n-workflow';

import { OAUTH_CREDENTIAL } from '../../../credentials/common/names';
import type { ApiRequest } from '../request';
import type { AttemptStats } from '../sending/retryPolicy';
import type { ApiResponse } from './apiResponse';
import { doubtOf, mayHaveBeenCarriedOut } from './doubt';

/** What was sent, as far as an error has to name it. */
export interface RequestInfo {
	request: ApiRequest;
	/** The host the request went to, with its port if that is not the usual one. */
	host: string;
	credentialType: string;
	attempts: AttemptStats;
}

/** Says what a user can do about a request that failed, and whether it may have been carried out. */
export function adviceFor(node: INode, info: RequestInfo, response: ApiResponse): string {
	const doubt = mayHaveBeenCarriedOut(info, response) && doubtOf(info.request);
	return [remedyFor(node, info, response), doubt].filter(Boolean).join(' ');
}

function remedyFor(
	node: INode,
	{ request, credentialType, attempts }: RequestInfo,
	{ status, refusal, credentialMessage }: ApiResponse,
): string {
	const credential = node.credentials?.[credentialType]?.name ?? credentialType;
	const isSigned = request.signedOrigin !== undefined;

	if (credentialMessage) return `Check the credential "${credential}".`;
	if (refusal) return refusal.description ?? `Check the credential "${credential}".`;
	if (status === undefined) {
		return `Check the host in the ${isSigned ? 'URL' : `credential "${credential}"`} and that n8n can reach it.`;
	}
	if (isSigned && status < 405 && status !== 400) {
		return 'Copy the URL from the trigger shape of the flow again, with its signature. The flow must be deployed and enabled.';
	}
	switch (status) {
		case 401:
			return credentialType === OAUTH_CREDENTIAL
				? `Patchworks refused the token of the credential "${credential}", also a new one. Test the credential; its user may be blocked.`
				: `Patchworks refused the credential "${credential}". Test it; if it is an API key, see that it has not been revoked.`;
		case 403:
			return credentialType === OAUTH_CREDENTIAL
				? `The user of the credential "${credential}" may not do this. Some operations need an administrator.`
				: `API keys have the access of a manager. Some operations need an administrator: use a Patchworks User Login API credential of an administrator instead of "${credential}".`;
		case 404:
			if (request.method === 'DELETE' && attempts.isFateUnknown) {
				return 'An earlier try that got no answer may have deleted it already.';
			}
			return request.isAboutRuns
				? 'Check the ID. Patchworks keeps run logs for 7 days and payloads for 72 hours.'
				: 'Check the ID.';
		case 408:
		case 425:
			return 'Patchworks did not take the request. Try again later.';
		case 413:
			return 'Patchworks accepts up to 8 MB in one request. Send less at once.';
		case 422:
			return `Patchworks did not accept the values.${request.startsFlow ? ' A flow must be deployed and enabled before it can be started.' : ''}`;
		case 429:
			return 'Too many requests in a minute for your Patchworks subscription. Send fewer at once, or later.';
		default:
			if (status >= 500) return 'Patchworks failed to answer. Try again later.';
			if (status >= 300 && status < 400) {
				return `Check the host in the credential "${credential}", also whether it must be https.`;
			}
			return 'Check the parameters of this node against what Patchworks says.';
	}
}
