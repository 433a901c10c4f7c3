import { sleep } from 'n8n-workflow';

import { liveAccounts } from '../demo/accounts';
import { fs, process, util } from '../support/node';
import { checkAccount } from './checkAccount';
import { isContradicted, textOf } from './report';

/** How the command ends. */
const EXIT = { fine: 0, contradicted: 1, couldNotRun: 2 };

/** Checks the account that the environment has credentials for, and prints what was found. */
async function main(): Promise<void> {
	const { values } = util.parseArgs({ options: { json: { type: 'string' } } });
	const clock = { now: () => Date.now(), sleep };
	const report = await checkAccount(liveAccounts(), clock);
	process.stdout.write(`${textOf(report)}\n`);
	if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(report, undefined, '\t')}\n`);
	process.exitCode = isContradicted(report) ? EXIT.contradicted : EXIT.fine;
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = EXIT.couldNotRun;
});
