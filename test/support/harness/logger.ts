import type { Logger } from 'n8n-workflow';

/** The log that n8n hands to nodes: n8n-core brings its own copy of the packages that make it. */
export function loggerOfN8n(): Logger {
	const paths = [require.resolve('n8n-core')];
	const load = (name: string): unknown => jest.requireActual(require.resolve(name, { paths }));
	const { Container } = load('@n8n/di') as { Container: { get(type: unknown): Logger } };
	return Container.get((load('@n8n/backend-common') as { Logger: unknown }).Logger);
}
