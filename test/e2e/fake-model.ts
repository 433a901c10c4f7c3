import Fastify from 'fastify';

/** A tool as the agent describes it to its model. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: { properties: Record<string, object>; required?: string[] };
}

/** What a model gets to read. */
export interface Conversation {
	question: string;
	tools: OfferedTool[];
	/** What its calls of tools gave so far. */
	results: string[];
}

/** What a model answers: a call of a tool, or its last words. */
export type Reply = { tool: string; args: object } | string;

/** A language model whose thoughts a check puts down. */
export interface FakeModel {
	/** For an OpenAI credential's Base URL. */
	url: string;
	/** All that it got to read, as it came. */
	heard: string[];
	close(): Promise<void>;
}

interface Message {
	role: string;
	content: unknown;
}

/** Starts a server that speaks as much of OpenAI's chat completions as an agent needs. */
export async function startFakeModel(think: (asked: Conversation) => Reply): Promise<FakeModel> {
	const app = Fastify({ bodyLimit: 10_000_000 });
	const heard: string[] = [];
	app.post('/v1/chat/completions', async ({ body }) => {
		heard.push(JSON.stringify(body));
		const { messages, tools = [] } = body as {
			messages: Message[];
			tools?: Array<{ function: OfferedTool }>;
		};
		const saidBy = (speaker: string) =>
			messages
				.filter(({ role }) => role === speaker)
				.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
		const results = saidBy('tool');
		const reply = think({
			question: saidBy('user').join('\n'),
			tools: tools.map((tool) => tool.function),
			results,
		});
		return {
			id: 'made-up',
			object: 'chat.completion',
			created: 0,
			model: 'made-up',
			choices: [{ index: 0, ...choiceOf(reply, results.length) }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});

	const origin = await app.listen({ host: '127.0.0.1', port: 0 });
	return { url: `${origin}/v1`, heard, close: async () => await app.close() };
}

function choiceOf(reply: Reply, index: number): object {
	if (typeof reply === 'string') {
		return { finish_reason: 'stop', message: { role: 'assistant', content: reply } };
	}
	const call = { name: reply.tool, arguments: JSON.stringify(reply.args) };
	return {
		finish_reason: 'tool_calls',
		message: {
			role: 'assistant',
			content: null,
			tool_calls: [{ id: `call_${index}`, type: 'function', function: call }],
		},
	};
}
