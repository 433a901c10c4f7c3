import { fs, path } from '../../support/node';
import type { NodeOperation } from './nodeOperations';
import { schemaFile, SCHEMAS } from './outputSchemas';

/**
 * Writes the schema of each operation in place of those there are, once all of them are made.
 *
 * @param make gives the text of an operation's schema; undefined for none
 * @param directory where the schemas of the node's first version are
 * @throws Error that names the operation of which none can be made; then nothing has changed
 */
export async function writeSchemas(
	operations: NodeOperation[],
	make: (operation: NodeOperation) => Promise<string | undefined>,
	directory = SCHEMAS,
): Promise<void> {
	const texts = new Map<string, string>();
	for (const operation of operations) {
		const text = await make(operation).catch((error: Error) => {
			throw new Error(`${operation.path} has no schema: ${error.message}`, { cause: error });
		});
		if (text !== undefined) texts.set(schemaFile(operation, directory), text);
	}
	fs.rmSync(directory, { recursive: true, force: true });
	for (const [file, text] of texts) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, text);
	}
}
