import { format, resolveConfig } from 'prettier';

import type { NodeOperation } from './nodeOperations';
import { outputSchemaOf, schemaFile } from './outputSchemas';
import { runningOrder, Workbench } from './workbench';
import { writeSchemas } from './writeSchemas';

/** Writes what the editor shows of each operation's output before it has run. */
async function main(): Promise<void> {
	const bench = await Workbench.open();
	const make = async (operation: NodeOperation): Promise<string | undefined> => {
		const schema = await outputSchemaOf(bench, operation, await bench.plainRun(operation));
		if (!schema) return undefined;
		const file = schemaFile(operation);
		const options = { ...(await resolveConfig(file)), filepath: file };
		return await format(JSON.stringify(schema, null, '\t'), options);
	};
	try {
		await writeSchemas(runningOrder, make);
	} finally {
		await bench.close();
	}
}

void main();
