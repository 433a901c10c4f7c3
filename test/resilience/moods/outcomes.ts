import { fs, path, process, projectRoot } from '../../support/node';
import type { Outcome } from './inMoods';

/** How the uses ended that were refused: by the moods, by the use, what the error says. All others are right. */
export type Refusals = Record<string, Record<string, string>>;

const FOLDER = path.join(projectRoot, 'test/resilience/moods/recorded');

/** Set to write what was seen in place of comparing it. */
export const RECORD = 'RECORD_MOODS';

/** What was recorded of a group of moods. */
export function recordedOf(group: string): Refusals {
	const file = path.join(FOLDER, `${group}.json`);
	return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Refusals) : {};
}

/** What was recorded of all groups. */
export function recorded(): Refusals {
	const files = fs.existsSync(FOLDER) ? fs.readdirSync(FOLDER) : [];
	return Object.assign(
		{},
		...files.map((file) => recordedOf(path.basename(file, '.json'))),
	) as Refusals;
}

/** Whether what is seen is to be recorded. */
export function isRecording(): boolean {
	return process.env[RECORD] !== undefined;
}

/** Records a group of moods, if that is asked for. */
export function record(group: string, refusals: Refusals): void {
	if (!isRecording()) return;
	fs.mkdirSync(FOLDER, { recursive: true });
	fs.writeFileSync(path.join(FOLDER, `${group}.json`), `${JSON.stringify(refusals, null, '\t')}\n`);
}

/**
 * What an error says, as far as it is the same each time.
 *
 * @param expected the patterns of which one says what the error has to
 */
export function refusalOf(outcome: Outcome, expected: RegExp[]): string | undefined {
	if (outcome.kind !== 'refused') return undefined;
	const said = expected.map((says) => says.exec(outcome.text)?.[0]).find(Boolean) ?? outcome.text;
	return said
		.replace(/127\.0\.0\.1:\d+/g, 'the host')
		.replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, '<time>')
		.replace(/flow run \d+/g, 'flow run <ID>');
}
