import { fs, path, projectRoot } from '../node';
import { Coverage } from './coverage';
import { validateRequest } from './document';
import { withSection } from './markdown';
import type { OperationRun } from './workbench';
import { runningOrder, Workbench } from './workbench';

const coverage = new Coverage();
let bench: Workbench;

beforeAll(async () => {
	bench = await Workbench.open();
});

afterAll(async () => await bench.close());

describe.each(runningOrder.map((operation) => [operation.path, operation] as const))(
	'%s',
	(_path, operation) => {
		const runs: OperationRun[] = [];
		const problemsOf = (find: (run: OperationRun) => string[]) =>
			runs.flatMap((run) => find(run).map((problem) => `${run.scenario}: ${problem}`));

		it('is not refused, whatever is set', async () => {
			for await (const run of bench.runs(operation)) {
				runs.push(run);
				coverage.add(operation, run);
			}
			expect(problemsOf(({ error }) => (error ? [error.message] : []))).toEqual([]);
		});

		it('sends what the contract has, whatever is set', () => {
			expect(problemsOf(({ requests }) => (requests.length > 0 ? [] : ['sent nothing']))).toEqual(
				[],
			);
			expect(problemsOf(({ requests }) => requests.flatMap(validateRequest))).toEqual([]);
		});

		it('gives items', () => {
			expect(runs[0].items).not.toEqual([]);
		});
	},
);

describe('The whole API', () => {
	it('is reached, each operation of it in one place', () => {
		expect(coverage.problems()).toEqual([]);
	});

	it('is in the README as `npm run coverage` prints it', () => {
		const readme = fs.readFileSync(path.join(projectRoot, 'README.md'), 'utf8');

		expect(readme).toBe(withSection(readme, 'operations', coverage.toMarkdown()));
	});
});
