/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- the owner of an n8n on this machine alone */
import { parse } from 'flatted';
import type { IDataObject, INode, INodeExecutionData, IRunData } from 'n8n-workflow';

import { untilTaken, waitFor } from '../waiting';

/** The owner of every n8n that is started here. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Made-up-passw0rd',
	firstName: 'Made-Up',
	lastName: 'Owner',
};

/** A workflow as n8n imports it. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
	pinData?: IDataObject;
}

/** An error as n8n keeps it with an execution. */
export interface NodeFailure {
	message: string;
	description?: string | null;
	httpCode?: string | null;
	node?: { name: string };
}

/** An execution that has ended. */
export interface Execution {
	id: string;
	status: string;
	mode: string;
	startedAt: string;
	data: { resultData: { runData: IRunData; error?: NodeFailure; lastNodeExecuted?: string } };
}

/** A credential as n8n's REST API gives and takes it. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	data: IDataObject;
}

/** The answer of a credential test. */
export interface TestAnswer {
	status: 'OK' | 'Error';
	message: string;
}

const RUNNING = ['new', 'running', 'waiting', 'unknown'];

/** n8n's own REST API, as the editor uses it. */
export class RestClient {
	private constructor(
		private readonly url: string,
		private readonly cookie: string,
	) {}

	/**
	 * Makes the owner account where there is none, and signs in as the owner.
	 *
	 * @returns undefined as long as n8n is still starting
	 */
	static async signIn(url: string): Promise<RestClient | undefined> {
		const settings = await get(`${url}/rest/settings`);
		if (!settings?.ok || !settings.headers.get('content-type')?.includes('json')) return undefined;
		const { data } = (await settings.json()) as {
			data: { userManagement: { showSetupOnFirstLoad?: boolean } };
		};
		const answer = data.userManagement.showSetupOnFirstLoad
			? await post(`${url}/rest/owner/setup`, OWNER)
			: await post(`${url}/rest/login`, {
					emailOrLdapLoginId: OWNER.email,
					password: OWNER.password,
				});
		const cookie = answer?.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		return answer?.ok && cookie ? new RestClient(url, cookie.split(';')[0]) : undefined;
	}

	/**
	 * One request to the REST API.
	 *
	 * @returns the `data` of the answer
	 * @throws Error with what n8n said when it refuses
	 */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await untilTaken(
			async () =>
				await fetch(`${this.url}/rest${path}`, {
					method,
					headers: {
						cookie: this.cookie,
						'content-type': 'application/json',
						// One that is kept open n8n may be about to close after a pause.
						connection: 'close',
					},
					...(body !== undefined && { body: JSON.stringify(body) }),
				}),
		);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 2_000)}`);
		return (text ? (JSON.parse(text) as { data: T }).data : undefined) as T;
	}

	/** The types that n8n offers, as its editor gets them. */
	async types<T>(kind: 'nodes' | 'credentials'): Promise<T[]> {
		const answer = await fetch(`${this.url}/types/${kind}.json`, {
			headers: { cookie: this.cookie },
		});
		return (await answer.json()) as T[];
	}

	async createCredential(type: string, data: IDataObject, name = type): Promise<StoredCredential> {
		return await this.request('POST', '/credentials', { name, type, data });
	}

	async updateCredential(credential: StoredCredential, data: IDataObject): Promise<void> {
		const { id, name, type } = credential;
		await this.request('PATCH', `/credentials/${id}`, { id, name, type, data });
	}

	/** A stored credential with its data as the editor gets it: secrets are blanked out. */
	async credential(id: string): Promise<StoredCredential> {
		return await this.request('GET', `/credentials/${id}?includeData=true`);
	}

	/** Tests a credential as its dialog does. */
	async testCredential(credential: StoredCredential): Promise<TestAnswer> {
		const { id, name, type, data } = credential;
		return await this.request('POST', '/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	async createWorkflow(workflow: WorkflowJson): Promise<string> {
		const { id } = await this.request<{ id: string }>('POST', '/workflows', {
			name: 'Made up',
			active: false,
			settings: { executionOrder: 'v1' },
			...workflow,
		});
		return id;
	}

	/** Lets a workflow run unattended. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.request<{ versionId: string }>('GET', `/workflows/${id}`);
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	async deactivate(id: string): Promise<void> {
		await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Executes a workflow as its button in the editor does, and waits for its end. */
	async run(id: string, trigger = 'Trigger', timeout?: number): Promise<Execution> {
		const workflowData = await this.request<IDataObject>('GET', `/workflows/${id}`);
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{ workflowData, triggerToStartFrom: { name: trigger } },
		);
		return await this.ended(executionId, timeout);
	}

	/** Saves a workflow, executes it and waits for its end. */
	async runNew(workflow: WorkflowJson, trigger?: string, timeout?: number): Promise<Execution> {
		return await this.run(await this.createWorkflow(workflow), trigger, timeout);
	}

	/** Waits for the end of an execution, which n8n may only be about to store. */
	async ended(executionId: string, timeout?: number): Promise<Execution> {
		return await waitFor(
			`execution ${executionId}`,
			async () => {
				const stored = await this.request<Omit<Execution, 'data'> & { data: string }>(
					'GET',
					`/executions/${executionId}`,
				).catch((error: Error) => {
					if (!error.message.includes(': 404 ')) throw error;
				});
				if (!stored || RUNNING.includes(stored.status)) return undefined;
				// n8n 1.123 stores that an execution has ended shortly before its data.
				const data = parse(stored.data) as Execution['data'] | undefined;
				return data?.resultData ? { ...stored, data } : undefined;
			},
			{ timeout },
		);
	}

	/** The latest executions of a workflow without their data. */
	async executions(workflowId: string): Promise<Array<Omit<Execution, 'data'>>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.request<{ results: Array<Omit<Execution, 'data'>> }>(
			'GET',
			`/executions?limit=100&filter=${filter}`,
		);
		return results;
	}
}

/** The items that a node gave in its last run, from its main output. */
export function itemsOf({ data }: Execution, node: string, output = 0): INodeExecutionData[] {
	return data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}

/** The JSON of the items that a node gave in its last run. */
export function jsonOf(execution: Execution, node: string, output = 0): IDataObject[] {
	return itemsOf(execution, node, output).map(({ json }) => json);
}

async function get(url: string): Promise<Response | undefined> {
	return await fetch(url).catch(() => undefined);
}

async function post(url: string, body: unknown): Promise<Response | undefined> {
	return await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	}).catch(() => undefined);
}
