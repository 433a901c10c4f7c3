import { fs, os, path } from '../../support/node';
import type { NodeOperation } from './nodeOperations';
import { writeSchemas } from './writeSchemas';

const [GET, LIST] = ['get', 'getAll'].map((operation): NodeOperation => ({
	resource: 'flow',
	operation,
	path: `Flow > ${operation}`,
	description: '',
	custom: false,
}));

let directory: string;

beforeEach(() => {
	directory = fs.mkdtempSync(path.join(os.tmpdir(), 'schemas-'));
	fs.mkdirSync(path.join(directory, 'label'));
	fs.writeFileSync(path.join(directory, 'label', 'get.json'), '{}');
});
afterEach(() => fs.rmSync(directory, { recursive: true }));

const written = () =>
	fs.readdirSync(directory, { recursive: true }).filter((name) => String(name).endsWith('.json'));

it('keeps the schemas there are when one cannot be made, and names its operation', async () => {
	const make = async ({ operation }: NodeOperation) => {
		if (operation === 'get') return '{}';
		throw new Error('The sandbox refuses it');
	};

	await expect(writeSchemas([GET, LIST], make, directory)).rejects.toThrow(
		'Flow > getAll has no schema: The sandbox refuses it',
	);
	expect(written()).toEqual([path.join('label', 'get.json')]);
});

it('puts the schemas that were made in the place of those there are', async () => {
	const make = async ({ operation }: NodeOperation) => (operation === 'get' ? '{}' : undefined);

	await writeSchemas([GET, LIST], make, directory);

	expect(written()).toEqual([path.join('flow', 'get.json')]);
});
