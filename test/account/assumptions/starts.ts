import { virtualEnvironmentOf } from '../../../nodes/api/facts/relations';
import type { RawAnswer, Row } from '../requests/answers';
import { idOf, isGood, objectOf } from '../requests/answers';
import { namesOf } from '../findings/forms';
import { runIdOf } from '../requests/start';
import type { Assumption, Seen, Verdict } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

const NEEDS_A_START = couldNotTell(
	'only a start would tell, and this check starts nothing unless --start FLOW_ID --environment NAME asks for it',
);

/** What a start says and does. */
export const OF_STARTS: Assumption[] = [
	{
		id: '4a',
		statement: 'A start honours the virtual environment that it asks for.',
		check: ofStart(({ environmentId, run }) => {
			if (!run) return couldNotTell('the run was not shown');
			const environment = virtualEnvironmentOf(run as never);
			if (environment === undefined) return couldNotTell('the run does not say where it is');
			if (environment === environmentId) return confirmed('the run is in the one asked for');
			return contradicted(`the run is in ${environment === null ? 'none' : 'another'}`);
		}),
	},
	{
		id: '12',
		statement: 'The answer to a start has the ID of the run in data.flow_run_id or data.id.',
		check: ofStart(({ answer, run }) => {
			const id = runIdOf(answer);
			if (id === undefined) return contradicted(`the answer has ${namesIn(answer)}`);
			if (!run) return couldNotTell('it has one, but no run of that ID was shown');
			const data = objectOf(answer) ?? {};
			if (idOf(data.flow_run_id) === undefined) return confirmed('it is data.id');
			const isOther = data.id !== undefined && idOf(data.id) !== id;
			return confirmed(
				`it is data.flow_run_id${isOther ? ', and data.id is of something else' : ''}`,
			);
		}),
	},
	{
		id: '15',
		statement: 'A run can be read as soon as it was started.',
		check: ofStart(({ answer, run, shownAfter = 0 }) => {
			if (runIdOf(answer) === undefined) return couldNotTell('the answer has no ID of a run');
			if (!run) return contradicted('it could not be read within a minute');
			return shownAfter < 2
				? confirmed('it could')
				: contradicted(`it could be read only after ${Math.ceil(shownAfter)} seconds`);
		}),
	},
	{
		id: '16',
		statement: 'What was answered with 429 was not carried out.',
		check: () => couldNotTell('only a start that is answered with 429 would tell'),
	},
];

function ofStart(check: (started: NonNullable<Seen['started']>) => Verdict): Assumption['check'] {
	return ({ started }) => {
		if (!started) return NEEDS_A_START;
		const { status, problem } = started.answer;
		if (isGood(started.answer)) return check(started);
		return couldNotTell(`the start failed: ${[status, problem].filter(Boolean).join(', ')}`);
	};
}

/** What an answer has instead, by the names of its parts. */
function namesIn({ body }: RawAnswer): string {
	const { data, ...others } = body as Row;
	const names = [...Object.keys(others), ...Object.keys((data as Row | undefined) ?? {})];
	return namesOf(names) || 'nothing';
}
