import { fs, path, projectRoot } from '../../support/node';
import type { World } from '../setting';
import { startWorld } from '../setting';

interface TypeEntry {
	name: string;
	displayName: string;
	iconUrl?: string | { light: string; dark: string };
}

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world?.stop());

const ours = async (kind: 'nodes' | 'credentials') =>
	(await world.n8n.rest.types<TypeEntry>(kind)).filter(({ name }) => /patchworks/i.test(name));

it('is listed among the community nodes with its version, and is loaded', async () => {
	const { version } = JSON.parse(
		fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8'),
	) as { version: string };

	const packages = await world.n8n.rest.request<unknown[]>('GET', '/community-packages');

	expect(packages).toHaveLength(1);
	expect(packages[0]).toMatchObject({
		packageName: 'n8n-nodes-patchworks',
		installedVersion: version,
	});
	expect(packages[0]).not.toMatchObject({ failedLoading: true });
});

it('offers every node of the package, and the Patchworks node as a tool too', async () => {
	const { n8n } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const listed = n8n.nodes.map((file) => {
		const name = path.basename(file, '.node.js');
		return `n8n-nodes-patchworks.${name[0].toLowerCase()}${name.slice(1)}`;
	});

	const names = (await ours('nodes')).map(({ name }) => name);

	expect(names.sort()).toEqual([...listed, 'n8n-nodes-patchworks.patchworksTool'].sort());
});

it('offers both credential types', async () => {
	const types = await ours('credentials');

	expect(types.map(({ name, displayName }) => [name, displayName]).sort()).toEqual([
		['PatchworksApiKey', 'Patchworks API'],
		['PatchworksOAuth', 'Patchworks User Login API'],
	]);
});

it('has an icon for light and one for dark wherever it shows', async () => {
	for (const { name, iconUrl } of [...(await ours('nodes')), ...(await ours('credentials'))]) {
		expect({ name, iconUrl }).toEqual({
			name,
			iconUrl: { light: expect.any(String), dark: expect.any(String) },
		});
		for (const url of Object.values(iconUrl as { light: string; dark: string })) {
			const icon = await fetch(`${world.n8n.url}/${url}`);
			expect([url, icon.status]).toEqual([url, 200]);
			expect(await icon.text()).toContain('<svg');
		}
	}
});

it('gives n8n no reason to complain', () => {
	expect(
		world.n8n.log().match(/.*(?:patchworks.*(?:error|fail)|(?:error|fail).*patchworks).*/gi),
	).toBeNull();
});
