import { QUESTIONS } from '../demo/questions';
import { toolsOf, MCP_EXAMPLE } from '../demo/runTools';
import { isReading } from '../../nodes/Patchworks/execute/modelArguments';
import { resources } from '../../nodes/Patchworks/resources';
import { markdownTable, withSection } from '../support/markdown';
import { fs, path, projectRoot } from '../support/node';

const PAGE = path.join(projectRoot, 'docs/agents.md');

/** By what an operation does; the action's first word is all that n8n hands to a model unasked. */
const READING = /^(Explain|Find|Get|Search|See|Trace|Wait|Download) /;
const ACTING =
	/^(Ask|Assign|Create|Delete|Deploy|Import|Remove|Reply|Rerun|Retry|Send|Start|Update|Upload) /;

const operations = resources.flatMap((resource) => resource.operations);

it.each(operations.map((operation) => [operation.option.action, operation] as const))(
	'%s: tells a model whether it changes something',
	(action, operation) => {
		expect(action).toMatch(isReading(operation) ? READING : ACTING);
	},
);

/** The calls of a question, with the operations behind the tools. */
function callsOf(calls: (typeof QUESTIONS)[number]['calls']): string {
	const tools = toolsOf(MCP_EXAMPLE);
	return calls
		.map(({ tool }) => {
			const { parameters } = tools.find(({ name }) => name === tool)!;
			const { name, operations } = resources.find(({ value }) => value === parameters.resource)!;
			const found = operations.find(({ option }) => option.value === parameters.operation);
			return `${tool} (${name}: ${found?.option.name})`;
		})
		.join(', then ');
}

it('docs/agents.md has the ten questions with the calls that answer them', () => {
	const table = markdownTable(
		['Question', 'Calls'],
		QUESTIONS.map(({ ask, calls }) => [ask, callsOf(calls)]),
	);
	const page = fs.readFileSync(PAGE, 'utf8');
	const expected = withSection(page, 'questions', table);

	expect(QUESTIONS).toHaveLength(10);
	expect(page).toBe(expected);
});
