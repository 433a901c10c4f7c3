/** Whether a node of the syntax tree is typed as fields of the panel. */
function isOfThePanel({ node }) {
	const type = node.id?.typeAnnotation ?? node.returnType ?? node.typeAnnotation;
	return JSON.stringify(type ?? '').includes('"INodeProperties"');
}

/** What is not mutated in any group. */
export const strykerPlugins = [
	{
		kind: 'Ignore',
		name: 'panel',
		value: {
			shouldIgnore: (path) =>
				(path.isVariableDeclarator() || path.isFunction() || path.isClassProperty()) &&
				isOfThePanel(path)
					? 'What the panel shows is compared with what is documented.'
					: undefined,
		},
	},
	{
		kind: 'Ignore',
		name: 'debugLog',
		value: {
			shouldIgnore: (path) =>
				path.isExpressionStatement() && /^await log\([^,]+,\s*['"]debug['"]/.test(path.toString())
					? 'A line of the log for debugging.'
					: undefined,
		},
	},
];
