import once from 'lodash/once';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import type { AbortSignalLike } from '../../credentials/common/waiting';
import type { ApiRequest } from './request';
import { cancellationOf } from './sending/cancellation';
import type { ConnectionOptions } from './settings/requestOptions';
import { connectionOptions } from './settings/requestOptions';
import type { SendingSettings } from './settings/requestHandling';
import { IMPATIENT, sendingSettings } from './settings/requestHandling';

/** Who sends a request: an item of a run, a list in the editor, or a poll of the trigger. */
export interface Sender {
	functions: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;
	credentialType: string;
	/**
	 * The item's own credential, which may be an expression on the item. It is read once; a login
	 * renews the token in it.
	 */
	credentials: () => Promise<ICredentialDataDecryptedObject>;
	/** The item that errors name; 0 where there are no items. */
	itemIndex: number;
	settings: SendingSettings;
	connection: ConnectionOptions;
	/** Ends requests and waits at once, such as when the execution is cancelled. */
	cancelled?: AbortSignalLike;
	/** Keeps requests from being sent, also again, but ends none; such as when another item has failed. */
	stopSignal?: AbortSignalLike;
	/** Called when a request has failed for good, before another takes its place. */
	onFailure?: () => void;
	/** The requests that changed something, in the order in which they were answered. */
	carriedOut: ApiRequest[];
}

/**
 * The sender for what n8n calls a function of this package with.
 *
 * Node and credential are those of the functions and never those of the run's data: for a tool, n8n
 * hands on the data of the node that called it.
 *
 * @param itemIndex the item, where n8n's functions are not those of one item
 * @throws NodeOperationError for an option on how requests are sent that is not what it can be
 */
export function senderOf(functions: Sender['functions'], itemIndex = 0): Sender {
	const node = functions.getNode();
	const item = 'getItemIndex' in functions ? functions.getItemIndex() : itemIndex;
	const credentialType =
		node.parameters.authentication === 'oAuth' ? OAUTH_CREDENTIAL : API_KEY_CREDENTIAL;
	const read = (name: string, fallback: IDataObject): unknown =>
		'getItemIndex' in functions
			? functions.getNodeParameter(name, fallback)
			: (functions as IExecuteFunctions).getNodeParameter(name, item, fallback);
	return {
		functions,
		credentialType,
		credentials: once(async () => await readCredentials(functions, credentialType, item)),
		itemIndex: item,
		settings: 'getCurrentNodeParameter' in functions ? IMPATIENT : sendingSettings(node, item),
		connection: 'getExecuteData' in functions ? connectionOptions(node, item, read) : {},
		cancelled: cancellationOf(functions),
		carriedOut: [],
	};
}

async function readCredentials(
	functions: Sender['functions'],
	credentialType: string,
	itemIndex: number,
): Promise<ICredentialDataDecryptedObject> {
	// Functions of one item take no index, and know theirs.
	return await (functions as IExecuteFunctions).getCredentials(credentialType, itemIndex);
}
