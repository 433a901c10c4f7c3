import { Credentials, getAdditionalKeys } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	getCredentialOwnRequestAllowedDomains,
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	UserError,
	Workflow,
} from 'n8n-workflow';

import type { Packages } from '../packages';

/** A credential as n8n stores it: the type, and what the user typed with what n8n added. */
export interface StoredCredential {
	type: string;
	data: ICredentialDataDecryptedObject;
	/** How often n8n read it from its database. */
	reads: number;
	/** How often n8n wrote to it. */
	writes: number;
}

/** What n8n has not always done in the same way. */
export interface CredentialRules {
	/**
	 * What is stored beside a new token. `stored`: what was stored, with the expressions. `resolved`: what
	 * the expressions gave in this run.
	 */
	keeps: 'stored' | 'resolved';
	/** Whether `preAuthentication` is held to the domains that the credential is held to. */
	restrictsLogin: boolean;
}

/** The rules of a version of n8n, such as `2.40.7`. */
export function rulesOf(version: string): CredentialRules {
	const [major, minor] = version.split('.').map(Number);
	const isSince = (wanted: number) => major > 2 || (major === 2 && minor >= wanted);
	return { keeps: isSince(34) ? 'stored' : 'resolved', restrictsLogin: isSince(41) };
}

/** Where expressions are resolved that belong to no workflow. */
const mockNode: INode = {
	id: 'mock',
	name: '',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const mockNodeTypes: INodeTypes = {
	getByName: () => mockNodeType,
	getByNameAndVersion: () => mockNodeType,
	getKnownTypes: () => ({}),
};

const mockNodeType = { description: { properties: [] as INodeProperties[] } } as INodeType;

/**
 * n8n's credential store with the rules of the server: defaults are filled in, undeclared and
 * hidden-by-condition fields are dropped, expressions are resolved for the item, `preAuthentication` runs
 * when the expirable field is empty, after a 401, or in a connection test, and what it returns is stored.
 *
 * Mirrors packages/cli/src/credentials-helper.ts of n8n 2.40, without what needs a licence, an
 * administrator's overwrites, or credentials of OAuth 1 and 2. An end-to-end check holds it against n8n's.
 */
export class TestCredentials extends ICredentialsHelper {
	readonly stored = new Map<string, StoredCredential>();

	/** By default those of the n8n whose engine runs here. */
	rules: CredentialRules = rulesOf('2.41.0');

	constructor(private readonly packages: Pick<Packages, 'credentialType'>) {
		super();
	}

	/** Stores a credential and gives what a node refers to it by. */
	add(id: string, type: string, data: IDataObject): INodeCredentialsDetails {
		this.stored.set(id, {
			type,
			data: data as ICredentialDataDecryptedObject,
			reads: 0,
			writes: 0,
		});
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

		const output = (await type.preAuthentication.call(
			this.rules.restrictsLogin ? restrictToCredentialDomains(helpers, credentials) : helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable] === undefined || !node.credentials) return undefined;
		const reference = node.credentials[type.name];
		if (this.rules.keeps === 'resolved') {
			await this.updateCredentials(reference, type.name, Object.assign(credentials, output));
			return credentials;
		}
		const { data } = this.read(reference, type.name);
		const kept = Object.entries(output).filter(
			([name]) => name === expirable || !isExpression(data[name]),
		);
		await this.updateCredentials(reference, type.name, { ...data, ...Object.fromEntries(kept) });
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.packages.credentialType(typeName);
		if (typeof preAuthentication !== 'function') return undefined;
		return (await preAuthentication.call(
			restrictToCredentialDomains(helpers, credentials),
			credentials,
		)) as ICredentialDataDecryptedObject;
	}

	async getCredentials(reference: INodeCredentialsDetails, type: string): Promise<Credentials> {
		const { data } = this.read(reference, type);
		const credentials = new Credentials({ id: reference.id ?? null, name: reference.name }, type);
		await credentials.setData(data);
		return credentials;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		expressionResolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = structuredClone(this.read(reference, type).data);
		if (raw) return data;
		return await this.applyDefaultsAndOverwrites(
			additionalData,
			data,
			type,
			mode,
			executeData,
			expressionResolveValues,
		);
	}

	/**
	 * Fills in defaults, drops what is not shown, and resolves expressions, as n8n does on each read.
	 *
	 * @param expressionResolveValues the item, its node and its workflow; without them an expression has
	 * no item to look at
	 */
	async applyDefaultsAndOverwrites(
		additionalData: IWorkflowExecuteAdditionalData,
		data: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		expressionResolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const shown = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		for (const field of ['allowedHttpRequestDomains', 'allowedDomains']) {
			if (shown[field] === undefined && data[field] !== undefined) shown[field] = data[field];
		}
		const additionalKeys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (expressionResolveValues) {
			return resolveForItem(shown, mode, additionalKeys, executeData, expressionResolveValues);
		}
		const { expression } = new Workflow({
			nodes: [mockNode],
			connections: {},
			active: false,
			nodeTypes: mockNodeTypes,
		});
		await expression.acquireIsolate();
		try {
			return expression.getComplexParameterValue(
				mockNode,
				shown as INodeParameters,
				mode,
				additionalKeys,
				undefined,
				undefined,
				shown,
			) as ICredentialDataDecryptedObject;
		} finally {
			await expression.releaseIsolate();
		}
	}

	async updateCredentials(
		reference: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credential = this.read(reference, type);
		credential.data = structuredClone(data);
		credential.writes++;
	}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.packages.credentialType(type).properties;
	}

	private read({ id }: INodeCredentialsDetails, type: string): StoredCredential {
		if (!id) throw new UnexpectedError('Found credential with no ID.');
		const credential = this.stored.get(id);
		if (credential?.type !== type) {
			throw new UserError(`Credential with ID "${id}" does not exist for type "${type}".`);
		}
		credential.reads++;
		return credential;
	}
}

function resolveForItem(
	data: ICredentialDataDecryptedObject,
	mode: WorkflowExecuteMode,
	additionalKeys: ReturnType<typeof getAdditionalKeys>,
	executeData: IExecuteData | undefined,
	values: ICredentialsExpressionResolveValues,
): ICredentialDataDecryptedObject {
	try {
		return values.workflow.expression.getParameterValue(
			data as INodeParameters,
			values.runExecutionData,
			values.runIndex,
			values.itemIndex,
			values.node.name,
			values.connectionInputData,
			mode,
			additionalKeys,
			executeData,
			false,
			data,
		) as ICredentialDataDecryptedObject;
	} catch (error) {
		const { message } = error as Error;
		throw Object.assign(error as Error, { message: `${message} [Error resolving credentials]` });
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
