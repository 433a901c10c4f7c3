import { format, resolveConfig } from 'prettier';

import { fs, path } from '../node';
import { outputSchemaOf, schemaFile, SCHEMAS } from './outputSchemas';
import { ONLY_REQUIRED } from './scenarios';
import { runningOrder, Workbench } from './workbench';

/** Writes what the editor shows of each operation's output before it has run. */
async function main(): Promise<void> {
	const bench = await Workbench.open();
	fs.rmSync(SCHEMAS, { recursive: true, force: true });
	for (const operation of runningOrder) {
		for await (const run of bench.runs(operation, ONLY_REQUIRED)) {
			const schema = await outputSchemaOf(bench, operation, run);
			if (!schema) continue;
			const file = schemaFile(operation);
			const options = { ...(await resolveConfig(file)), filepath: file };
			fs.mkdirSync(path.dirname(file), { recursive: true });
			fs.writeFileSync(file, await format(JSON.stringify(schema, null, '\t'), options));
		}
	}
	await bench.close();
}

void main();
