import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type {
	DeclarativeRestApiSettings,
	ICredentialType,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { fs, path as paths, projectRoot } from '../node';

/** The node packages of an n8n: this one from its sources, or from `dist`, and n8n's own. */
export interface Packages {
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
}

/** Whether n8n reads what nodes describe, and what gets it. */
export type ByDescription =
	| boolean
	| ((requestData: DeclarativeRestApiSettings.ResultOptions) => Promise<INodeExecutionData[]>);

/**
 * Loads this package and n8n-nodes-base with n8n's own loaders.
 *
 * @param from `sources` so that coverage counts them, or `dist` for what is published
 * @param byDescription whether n8n itself is to read what this package's nodes describe, as it does when
 * an AI agent uses one as a tool, rather than to run their code; a function gets what n8n has read in
 * place of the node's own
 */
export async function loadPackages(
	from: 'sources' | 'dist' = 'sources',
	byDescription: ByDescription = false,
): Promise<Packages> {
	const own = new PackageDirectoryLoader(projectRoot);
	if (from === 'sources') rewriteToSources(own);
	await own.loadAll();
	const base = new LazyPackageDirectoryLoader(
		paths.dirname(require.resolve('n8n-nodes-base/package.json')),
	);
	await base.loadAll();

	const find = (fullName: string): INodeType | IVersionedNodeType => {
		const [packageName, name] = splitName(fullName);
		if (packageName !== own.packageName) return base.getNode(name).type;
		if (name.endsWith('Tool')) return asTool(find(fullName.slice(0, -'Tool'.length)) as INodeType);
		const { type } = own.getNode(name);
		return byDescription ? withoutCode(type as INodeType, byDescription) : type;
	};
	return {
		nodeTypes: {
			getByName: find,
			getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
			getKnownTypes: () => ({ ...base.known.nodes }),
		},
		credentialType: (name) => (name in own.known.credentials ? own : base).getCredential(name).type,
	};
}

/** n8n makes a type of this name out of a node that an AI agent uses as its tool. */
function asTool(type: INodeType): INodeType {
	const description = { ...type.description, name: `${type.description.name}Tool` };
	return Object.create(type, { description: { value: description } }) as INodeType;
}

function withoutCode(type: INodeType, byDescription: ByDescription): INodeType {
	const description =
		typeof byDescription === 'function'
			? { ...type.description, requestOperations: { pagination: byDescription } }
			: type.description;
	return Object.create(type, {
		customOperations: { value: undefined },
		description: { value: description },
	}) as INodeType;
}

function rewriteToSources({ packageJson }: PackageDirectoryLoader): void {
	const toSource = (path: string) => path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
	const { n8n } = packageJson;
	if (!n8n) return;
	n8n.nodes = n8n.nodes?.map(toSource);
	n8n.credentials = n8n.credentials?.map(toSource);
	for (const path of [...(n8n.nodes ?? []), ...(n8n.credentials ?? [])]) {
		if (!fs.existsSync(paths.join(projectRoot, path))) throw new Error(`${path} does not exist`);
	}
}

function splitName(fullName: string): [packageName: string, nodeName: string] {
	const dot = fullName.lastIndexOf('.');
	return [fullName.slice(0, dot), fullName.slice(dot + 1)];
}
