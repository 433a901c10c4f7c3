import type { OfferedTool } from './fake-model';
import { untilTaken, waitFor } from './waiting';

/** A tool as an MCP server describes it. */
export interface McpTool {
	name: string;
	description: string;
	inputSchema: OfferedTool['parameters'];
}

/** A client of an MCP server that speaks as much of its Streamable HTTP transport as a call of a tool needs. */
export class McpClient {
	private lastId = 0;

	private session: string | undefined;

	private constructor(
		private readonly url: string,
		private readonly token?: string,
	) {}

	/**
	 * Says hello, as the protocol wants it before anything else.
	 *
	 * @param token a bearer token, where the server wants one
	 */
	static async connect(url: string, token?: string): Promise<McpClient> {
		const client = new McpClient(url, token);
		await client.request('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'made-up', version: '1.0.0' },
		});
		await client.send({ method: 'notifications/initialized' });
		return client;
	}

	/** Connects to the server of a workflow that is being activated, which n8n does on its own time. */
	static async onceActive(url: string, token?: string): Promise<McpClient> {
		return await waitFor(url, async () => await McpClient.connect(url, token).catch(unlessMissing));
	}

	/** The names of the tools that the server has. */
	async tools(): Promise<string[]> {
		return (await this.list()).map(({ name }) => name);
	}

	/** The tools that the server has, as it describes them. */
	async list(): Promise<McpTool[]> {
		const { tools } = await this.request<{ tools: McpTool[] }>('tools/list', {});
		return tools;
	}

	/** Calls a tool, and gives the text it answers with. */
	async call(name: string, args: object = {}): Promise<string> {
		const { content } = await this.request<{ content: Array<{ text: string }> }>('tools/call', {
			name,
			arguments: args,
		});
		return content.map(({ text }) => text).join('');
	}

	private async request<T>(method: string, params: object): Promise<T> {
		const id = ++this.lastId;
		const text = await this.send({ id, method, params });
		const messages = messagesIn(text) as Array<{ id?: number; result?: T; error?: object }>;
		const answer = messages.find((message) => message.id === id);
		if (!answer?.result) throw new Error(`${method} was answered with ${text}`);
		return answer.result;
	}

	private async send(message: object): Promise<string> {
		const answer = await untilTaken(
			async () =>
				await fetch(this.url, {
					method: 'POST',
					headers: {
						accept: 'application/json, text/event-stream',
						'content-type': 'application/json',
						...(this.token && { authorization: `Bearer ${this.token}` }),
						...(this.session && { 'mcp-session-id': this.session }),
					},
					body: JSON.stringify({ jsonrpc: '2.0', ...message }),
				}),
		);
		this.session = answer.headers.get('mcp-session-id') ?? this.session;
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${this.url} answered with ${answer.status}: ${text}`);
		return text;
	}
}

/** The server may answer with one message, or with a stream of events. */
function messagesIn(text: string): unknown[] {
	if (!/^(event|data|id):/m.test(text)) return text ? [JSON.parse(text)] : [];
	return [...text.matchAll(/^data: ?(.+)$/gm)].map(([, data]) => JSON.parse(data) as unknown);
}

function unlessMissing(error: Error): undefined {
	if (!error.message.includes('answered with 404')) throw error;
}
