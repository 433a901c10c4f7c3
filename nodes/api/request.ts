import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import type { PatchworksHost } from '../../credentials/common/hosts';

/** A request to Patchworks, and what has to be known of it besides what is sent. */
export interface ApiRequest {
	/** GET when left out. */
	method?: IHttpRequestMethods;
	/** The path on the host; IDs in it have to be encoded. */
	path: string;
	/** Core when left out. */
	host?: PatchworksHost;
	/**
	 * The origin of a signed URL, in place of a host: the URL carries its own authentication, and the key
	 * or token of the credential stays here.
	 */
	signedOrigin?: string;
	/** Query parameters; lists are sent joined by commas, and what is none is left out. */
	qs?: IDataObject;
	headers?: IDataObject;
	/** Text, bytes and forms leave as they are, anything else as JSON. */
	body?: unknown;
	/** How the answer's body is read, where it is not JSON or text. */
	encoding?: IHttpRequestOptions['encoding'];
	/** Values in the request that no error may show. */
	secrets?: string[];
	/** Whether it starts a flow, so that to repeat it can ship an order twice. */
	startsFlow?: boolean;
	/** Whether it is about a run or its payloads, which Patchworks keeps for some days only. */
	isAboutRuns?: boolean;
	/** How a user finds out whether it was carried out, when no answer tells: a sentence or two. */
	howToCheck?: string;
}

/** A signed URL is the trigger of a flow: whatever its method, it must not start the flow twice. */
export function methodForRetries({ signedOrigin, method = 'GET' }: ApiRequest) {
	return signedOrigin === undefined ? method : 'POST';
}

/** Whether a request only reads, so that nothing is changed however often it is sent. */
export function isReadOnly(request: ApiRequest): boolean {
	return methodForRetries(request) === 'GET';
}
