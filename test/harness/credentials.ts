import { Credentials } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	getCredentialOwnRequestAllowedDomains,
	ICredentialsHelper,
	NodeHelpers,
	UserError,
	Workflow,
} from 'n8n-workflow';

import type { Packages } from './packages';

/** A credential as n8n stores it: the type, and what the user typed with what n8n added. */
export interface StoredCredential {
	type: string;
	data: ICredentialDataDecryptedObject;
	/** How often n8n wrote to it. */
	writes: number;
}

const mockNode: INode = {
	id: 'mock',
	name: 'Mock',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * n8n's credential store with the rules of the server: defaults are filled in, undeclared and
 * hidden-by-condition fields are dropped, expressions are resolved, `preAuthentication` runs when the
 * expirable field is empty, after a 401, or in a connection test, and what it returns is stored.
 *
 * Mirrors packages/cli/src/credentials-helper.ts of n8n 2.40.
 */
export class TestCredentials extends ICredentialsHelper {
	readonly stored = new Map<string, StoredCredential>();

	constructor(private readonly packages: Packages) {
		super();
	}

	/** Stores a credential and gives what a node refers to it by. */
	add(id: string, type: string, data: IDataObject): INodeCredentialsDetails {
		this.stored.set(id, { type, data: data as ICredentialDataDecryptedObject, writes: 0 });
		return { id, name: id };
	}

	getParentTypes(name: string): string[] {
		return this.packages.credentialType(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.packages.credentialType(typeName);
		if (typeof authenticate !== 'function') return requestOptions;
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.packages.credentialType(typeName);
		const expirable = expirableField(type);
		if (!expirable || typeof type.preAuthentication !== 'function') return undefined;

		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable] !== '' && !credentialsExpired && !isTest) return undefined;

		const output = await type.preAuthentication.call(
			restrictToCredentialDomains(helpers, credentials),
			credentials,
		);
		if (output[expirable] === undefined) return undefined;
		const reference = node.credentials?.[typeName];
		if (!reference) return undefined;
		await this.updateCredentials(reference, typeName, {
			...this.find(reference).data,
			...output,
		} as ICredentialDataDecryptedObject);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(reference: INodeCredentialsDetails, type: string): Promise<ICredentials> {
		const credentials = new Credentials({ id: reference.id ?? null, name: reference.name }, type);
		await credentials.setData(this.find(reference).data);
		return credentials;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: IExecuteData,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const data = structuredClone(this.find(reference).data);
		return raw ? data : this.decrypt(type, data, mode);
	}

	/** Fills in defaults, drops what is not shown, and resolves expressions, as n8n does on each read. */
	decrypt(
		type: string,
		data: ICredentialDataDecryptedObject,
		mode: WorkflowExecuteMode = 'manual',
	): ICredentialDataDecryptedObject {
		const shown = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as never,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		for (const field of ['allowedHttpRequestDomains', 'allowedDomains']) {
			if (shown[field] === undefined && data[field] !== undefined) shown[field] = data[field];
		}
		const workflow = new Workflow({
			nodes: [mockNode],
			connections: {},
			active: false,
			nodeTypes: this.packages.nodeTypes,
		});
		return workflow.expression.getComplexParameterValue(
			mockNode,
			shown as never,
			mode,
			{},
			undefined,
			undefined,
			shown,
		) as unknown as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		reference: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credential = this.find(reference);
		credential.data = structuredClone(data);
		credential.writes++;
	}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.packages.credentialType(type).properties;
	}

	private find({ id, name }: INodeCredentialsDetails): StoredCredential {
		const credential = this.stored.get(id ?? '');
		if (!credential) throw new UserError(`Credential "${name}" does not exist`);
		return credential;
	}
}

function expirableField(type: ICredentialType): string | undefined {
	return type.properties.find(
		(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
	)?.name;
}

/** n8n holds the requests of `preAuthentication` to the credential's allowed domains. */
function restrictToCredentialDomains(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	return {
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				const allowedDomains = getCredentialOwnRequestAllowedDomains(credentials);
				return (await helpers.httpRequest(
					allowedDomains === undefined ? options : { ...options, allowedDomains },
				)) as unknown;
			},
		},
	} as IHttpRequestHelper;
}
