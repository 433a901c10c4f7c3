import { setting, startWorld } from '../setting';
import type { World } from '../setting';
import { onClick, patchworks } from '../workflows';

/** Versions that have no such protection send as ever. */
const isProtected = !/^(1\.|2\.8\.)/.test(setting().install.version);

let world: World;
beforeAll(async () => {
	world = await startWorld({ env: { N8N_SSRF_PROTECTION_ENABLED: 'true' } });
});
afterAll(async () => await world?.stop());

it.each(['apiKey', 'oAuth'] as const)(
	'says that n8n stopped a request to a private address, where n8n does, with %s',
	async (kind) => {
		const list = patchworks(
			{ resource: 'flow', operation: 'getAll', limit: 3 },
			world.credentials[kind],
		);

		const execution = await world.n8n.rest.runNew(onClick(list));

		const { error } = execution.data.resultData;
		if (isProtected) {
			expect(error?.message).toContain('it resolves to a restricted IP address');
			expect(world.sandbox.requests).toHaveLength(0);
		} else {
			expect(error).toBeUndefined();
		}
	},
);
