import { format, resolveConfig } from 'prettier';

import { fs, path } from '../node';
import { outputSchemaOf, schemaFile, SCHEMAS } from './outputSchemas';
import { runningOrder, Workbench } from './workbench';

/** Writes what the editor shows of each operation's output before it has run. */
async function main(): Promise<void> {
	const bench = await Workbench.open();
	fs.rmSync(SCHEMAS, { recursive: true, force: true });
	for (const operation of runningOrder) {
		const schema = await outputSchemaOf(bench, operation, await bench.plainRun(operation));
		if (!schema) continue;
		const file = schemaFile(operation);
		const options = { ...(await resolveConfig(file)), filepath: file };
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, await format(JSON.stringify(schema, null, '\t'), options));
	}
	await bench.close();
}

void main();
