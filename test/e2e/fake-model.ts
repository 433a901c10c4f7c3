import Fastify from 'fastify';

/** A tool as the agent describes it to its model. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: { properties: Record<string, object>; required?: string[] };
}

interface Message {
	role: string;
	content: unknown;
}

/** A language model that calls the first tool it is offered with arguments that a check has put down. */
export interface FakeModel {
	/** For an OpenAI credential's Base URL. */
	url: string;
	/** The arguments for the next conversation: one call of the tool for each. */
	willCallWith(args: object[]): void;
	/** What the agent offered last. */
	offered(): OfferedTool[];
	/** What the tool's calls gave, as the model got to read it. */
	results(): string[];
	close(): Promise<void>;
}

/** Starts a server that speaks as much of OpenAI's chat completions as an agent needs. */
export async function startFakeModel(): Promise<FakeModel> {
	const app = Fastify();
	let calls: object[] = [];
	let tools: OfferedTool[] = [];
	let results: string[] = [];

	app.post('/v1/chat/completions', async ({ body }) => {
		const { messages, tools: offered } = body as {
			messages: Message[];
			tools?: Array<{ function: OfferedTool }>;
		};
		tools = (offered ?? []).map((tool) => tool.function);
		results = messages
			.filter(({ role }) => role === 'tool')
			.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
		const next = calls[results.length];
		return {
			id: 'made-up',
			object: 'chat.completion',
			created: 0,
			model: 'made-up',
			choices: [{ index: 0, ...(next ? toolCall(results.length, tools[0].name, next) : FINISHED) }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});

	const origin = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${origin}/v1`,
		willCallWith: (args) => {
			calls = args;
			results = [];
		},
		offered: () => tools,
		results: () => results,
		close: async () => await app.close(),
	};
}

const FINISHED = {
	finish_reason: 'stop',
	message: { role: 'assistant', content: 'That is all.' },
};

function toolCall(index: number, name: string, args: object): object {
	return {
		finish_reason: 'tool_calls',
		message: {
			role: 'assistant',
			content: null,
			tool_calls: [
				{
					id: `call_${index}`,
					type: 'function',
					function: { name, arguments: JSON.stringify(args) },
				},
			],
		},
	};
}
