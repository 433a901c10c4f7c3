import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** One use of a stored credential by a node. */
export interface CredentialCase {
	name: string;
	/** What is stored; by default a user with a key. */
	stored?: IDataObject;
	/** What the node refers to; by default what is stored. */
	reference?: { id: string | null; type?: string };
	/** The item whose values expressions give; without it the credential is read for no item. */
	item?: number;
	mode?: WorkflowExecuteMode;
	/** Whether to read it as it is stored. */
	raw?: boolean;
	/** What `preAuthentication` gives or fails with; without it n8n does not ask for it. */
	login?: {
		gives: IDataObject | Error;
		/** Whether a request with the token was answered with 401. */
		expired?: boolean;
		node?: 'that tests the credential' | 'without credentials';
	};
}

/** What became of a case: all that a node or a later run could notice. */
export interface Outcome {
	/** The credential as the node has it, after a login. */
	read?: ICredentialDataDecryptedObject;
	/** What n8n's request helpers get from the login. */
	login?: IDataObject | null;
	/** What `authenticate` was called with. */
	authenticated?: IHttpRequestOptions;
	error?: string;
	/** The requests of the login. */
	requests: IHttpRequestOptions[];
	stored: IDataObject;
	reads: number;
	writes: number;
}

/** A credential store with one credential in it. */
export interface Store {
	helper: ICredentialsHelper;
	stored(): Promise<Pick<Outcome, 'stored' | 'reads' | 'writes'>>;
}

/** What makes a store, and the class of workflows that belongs to the n8n it is of. */
export interface Subject {
	Workflow: typeof Workflow;
	/** @param id what the credential is stored under */
	storeOf(type: ICredentialType, id: string, data: IDataObject): Promise<Store>;
}

export const TYPE = 'sampleApi';
const ID = 'made-up';
const KEY = { user: 'made-up-user', key: 'made-up-key' };
const LOGIN = { token: 'made-up-token', expiresAt: 1_000 };
const LOGIN_REQUEST = { url: 'https://login.example.com' };

const ITEMS: INodeExecutionData[] = [
	{ json: { key: 'key-of-a', user: 'user-of-a', hosting: 'selfHosted' }, pairedItem: { item: 0 } },
	{ json: { key: 'key-of-b', user: 'user-of-b', hosting: 'cloud' }, pairedItem: { item: 1 } },
];

/** Each use is held against n8n's own credentials helper. */
export const CASES: CredentialCase[] = [
	{ name: 'defaults are filled in' },
	{
		name: 'what is not shown or not declared is dropped',
		stored: { ...KEY, coreUrl: 'https://core.example.com', surplus: 'made-up' },
	},
	{
		name: 'what is shown is kept',
		stored: { ...KEY, hosting: 'selfHosted', coreUrl: 'https://core.example.com' },
	},
	{
		name: 'the domains that a credential is held to are kept, though not declared',
		stored: { ...KEY, allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' },
	},
	{
		name: 'it is given as it is stored',
		stored: { ...KEY, key: '={{ $json.key }}', surplus: 'made-up' },
		item: 0,
		raw: true,
	},
	...[0, 1, 2].map((item) => ({
		name: `an expression gives the value of item ${item}`,
		stored: { ...KEY, key: '={{ $json.key }}', user: 'by {{ $json.user }}' },
		item,
	})),
	{
		name: 'an expression gives the value of the item before',
		stored: { ...KEY, key: "={{ $('Trigger').item.json.key }}-{{ $itemIndex }}" },
		item: 1,
	},
	{
		name: 'an expression gives what a condition looks at',
		stored: { ...KEY, hosting: '={{ $json.hosting }}', coreUrl: 'https://core.example.com' },
		item: 0,
	},
	{
		name: 'an expression gives another field of the credential',
		stored: { ...KEY, key: '={{ $self.user }}-key' },
		item: 0,
	},
	...(['manual', 'trigger'] as const).map((mode) => ({
		name: `an expression knows of the execution in mode ${mode}`,
		stored: { ...KEY, key: '={{ $vars.key }}/{{ $execution.mode }}/{{ $execution.id }}' },
		item: 0,
		mode,
	})),
	{
		name: 'an expression gives nothing',
		stored: { ...KEY, key: '={{ $json.nothing }}', user: '={{ $json.nothing.at.all }}' },
		item: 0,
	},
	{
		name: 'an expression fails',
		stored: { ...KEY, key: "={{ $('Nowhere').item.json.key }}" },
		item: 0,
	},
	{ name: 'an expression has no item', stored: { ...KEY, key: "={{ 'made' + '-up' }}" } },
	{
		name: 'an expression has no item and wants one',
		stored: { ...KEY, key: '={{ $json.key }}' },
		mode: 'internal',
	},
	{ name: 'there is no such credential', reference: { id: 'another' } },
	{ name: 'there is no such credential of the type', reference: { id: ID, type: 'anotherApi' } },
	{ name: 'the node has no credential', reference: { id: null } },
	{ name: 'there is no token', item: 0, login: { gives: LOGIN } },
	{
		name: 'there is a token',
		stored: { ...KEY, token: 'made-up-token-0' },
		item: 0,
		login: { gives: LOGIN },
	},
	{
		name: 'there is a token that was refused',
		stored: { ...KEY, token: 'made-up-token-0' },
		item: 0,
		login: { gives: LOGIN, expired: true },
	},
	{
		name: 'the credential is tested',
		stored: { ...KEY, token: 'made-up-token-0' },
		mode: 'internal',
		login: { gives: LOGIN, node: 'that tests the credential' },
	},
	{
		name: 'a node without credentials logs in',
		item: 0,
		login: { gives: LOGIN, node: 'without credentials' },
	},
	{ name: 'a login gives no token', item: 0, login: { gives: { expiresAt: 1_000 } } },
	{ name: 'a login gives nothing', item: 0, login: { gives: {} } },
	{ name: 'a login gives an empty token', item: 0, login: { gives: { token: '' } } },
	{
		name: 'a login gives what is not declared',
		item: 0,
		login: { gives: { ...LOGIN, surplus: 'made-up' } },
	},
	{ name: 'a login fails', item: 0, login: { gives: new Error('The login was refused.') } },
	{
		name: 'a login stores a token beside expressions',
		stored: { ...KEY, user: '={{ $json.user }}', key: '={{ $json.key }}', surplus: 'made-up' },
		item: 1,
		login: { gives: LOGIN },
	},
	{
		name: 'a login gives what is stored as an expression',
		stored: { ...KEY, user: '={{ $json.user }}', token: '={{ $json.token }}' },
		item: 1,
		login: { gives: { ...LOGIN, user: 'made-up-user-1' }, expired: true },
	},
	{
		name: 'a login of a credential that is held to some domains',
		stored: { ...KEY, allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' },
		item: 0,
		login: { gives: LOGIN },
	},
];

const nodeType = {
	description: {
		properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '' }],
	},
} as unknown as INodeType;
const nodeTypes: INodeTypes = {
	getByName: () => nodeType,
	getByNameAndVersion: () => nodeType,
	getKnownTypes: () => ({}),
};

const additionalData = {
	executionId: '1001',
	webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
	formWaitingBaseUrl: 'http://localhost/form-waiting',
	variables: { key: 'key-of-all' },
} as unknown as IWorkflowExecuteAdditionalData;

/** Runs one case: n8n reads the credential for a node, logs in where it has to, and authenticates. */
export async function outcomeOf(
	{ Workflow, storeOf }: Subject,
	{ stored = KEY, reference = { id: ID }, item, mode = 'manual', raw, login }: CredentialCase,
): Promise<Outcome> {
	const requests: IHttpRequestOptions[] = [];
	const { helper, ...store } = await storeOf(typeWith(login), ID, stored);
	const details = { id: reference.id, name: 'Made up' };
	const node = nodeWith(login, details);
	const workflow = new Workflow({
		nodes: [nodeNamed('Trigger'), node],
		connections: { Trigger: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
	});
	const outcome: Omit<Outcome, 'stored' | 'reads' | 'writes'> = { requests };
	try {
		const read = await helper.getDecrypted(
			additionalData,
			details,
			reference.type ?? TYPE,
			mode,
			executeDataOf(node),
			raw,
			item === undefined
				? undefined
				: {
						connectionInputData: ITEMS,
						itemIndex: item,
						node,
						runExecutionData: runExecutionData(),
						runIndex: 0,
						workflow,
					},
		);
		outcome.read = read;
		if (login) {
			const data = await helper.preAuthentication(
				helpersInto(requests),
				read,
				TYPE,
				node,
				login.expired ?? false,
			);
			outcome.login = data ? { ...data } : null;
		}
		outcome.authenticated = (await helper.authenticate(
			read,
			TYPE,
			{ url: 'https://core.example.com', headers: { accept: 'made/up' } },
			workflow,
			node,
		)) as IHttpRequestOptions;
	} catch (error) {
		outcome.error = (error as Error).message;
	}
	return { ...outcome, ...(await store.stored()) };
}

function typeWith(login: CredentialCase['login']): ICredentialType {
	return {
		name: TYPE,
		displayName: 'Made Up API',
		properties: [
			{
				displayName: 'Hosting',
				name: 'hosting',
				type: 'options',
				options: [
					{ name: 'Cloud', value: 'cloud' },
					{ name: 'Self-Hosted', value: 'selfHosted' },
				],
				default: 'cloud',
			},
			{
				displayName: 'Core URL',
				name: 'coreUrl',
				type: 'string',
				default: '',
				displayOptions: { show: { hosting: ['selfHosted'] } },
			},
			{ displayName: 'User', name: 'user', type: 'string', default: '' },
			{ displayName: 'Key', name: 'key', type: 'string', default: '' },
			{ displayName: 'Tries', name: 'tries', type: 'number', default: 3 },
			{
				displayName: 'Token',
				name: 'token',
				type: 'hidden',
				typeOptions: { expirable: true },
				default: '',
			},
			{ displayName: 'Expires At', name: 'expiresAt', type: 'hidden', default: 0 },
		],
		authenticate: async (credentials, options) => {
			options.headers = { ...options.headers, authorization: `${String(credentials.token)}` };
			return options;
		},
		async preAuthentication(this: IHttpRequestHelper) {
			await this.helpers.httpRequest({ ...LOGIN_REQUEST });
			if (login?.gives instanceof Error) throw login.gives;
			return login?.gives as IDataObject;
		},
	};
}

function helpersInto(requests: IHttpRequestOptions[]): IHttpRequestHelper {
	const httpRequest = async (options: IHttpRequestOptions) => {
		requests.push(options);
	};
	return { helpers: { httpRequest } } as IHttpRequestHelper;
}

function nodeNamed(name: string): INode {
	return { id: name, name, type: 'made.up', typeVersion: 1, position: [0, 0], parameters: {} };
}

function nodeWith(
	login: CredentialCase['login'],
	details: { id: string | null; name: string },
): INode {
	const node: INode = { ...nodeNamed('Patchworks'), credentials: { [TYPE]: details } };
	switch (login?.node) {
		case 'that tests the credential':
			return { ...node, type: 'n8n-nodes-base.noOp', parameters: { temp: '' } };
		case 'without credentials':
			return { ...node, credentials: undefined };
		default:
			return node;
	}
}

function runExecutionData(): IRunExecutionData {
	const task = { startTime: 0, executionTime: 0, executionIndex: 0, source: [] };
	return {
		resultData: { runData: { Trigger: [{ ...task, data: { main: [ITEMS] } }] } },
	} as unknown as IRunExecutionData;
}

function executeDataOf(node: INode): IExecuteData {
	return {
		node,
		data: { main: [ITEMS] },
		source: { main: [{ previousNode: 'Trigger', previousNodeOutput: 0, previousNodeRun: 0 }] },
	};
}
