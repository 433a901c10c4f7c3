/** The rooms of the package from the lowest to the highest: each may know those before it, and itself. */
const ROOMS = [
	['credentials', '^credentials/'],
	['api', '^nodes/api/'],
	['request', '^nodes/Patchworks/request/'],
	['output', '^nodes/Patchworks/output/'],
	['description', '^nodes/Patchworks/description/'],
	['features', '^nodes/Patchworks/features/'],
	['resources', '^nodes/Patchworks/resources/'],
	['execute', '^nodes/Patchworks/execute/'],
	['node', '^nodes/Patchworks/[^/]+\\.ts$'],
];
const TRIGGER = '^nodes/PatchworksTrigger/';

const upward = ROOMS.map(([name, path], index) => ({
	name: `${name}-knows-nothing-above-it`,
	comment: 'Imports go one way: see docs/architecture.md.',
	severity: 'error',
	from: { path },
	to: { path: [...ROOMS.slice(index + 1).map(([, above]) => above), TRIGGER] },
})).filter(({ to }) => to.path.length > 0);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...upward,
		{
			name: 'trigger-knows-api-alone',
			comment: 'The node and its trigger share what talks to Patchworks, and nothing else.',
			severity: 'error',
			from: { path: TRIGGER },
			to: { path: '^nodes/Patchworks/' },
		},
		{
			name: 'no-cycles',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no-test-code',
			comment: 'What is published knows nothing of its tests.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^test/' },
		},
		{
			name: 'only-what-n8n-brings',
			comment: 'The package has no dependencies: n8n has these.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: 'node_modules', pathNot: 'node_modules/(n8n-workflow|lodash|luxon|@types)/' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		reporterOptions: {
			mermaid: { minify: false },
		},
	},
};
