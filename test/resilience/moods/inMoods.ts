import { isEqual } from 'lodash';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import { refusalsOf } from './expectations';
import type { Refusals } from './outcomes';
import { isRecording, record, recordedOf, refusalOf } from './outcomes';
import { Endless, Refused, Setting } from './setting';
import type { Use } from './uses';
import { USES } from './uses';

/** How a use ended. */
export type Outcome =
	| { kind: 'right' }
	/** With an error, which the user sees. */
	| { kind: 'refused'; text: string }
	/** With something else than what is right, and no error. */
	| { kind: 'wrong'; gave: unknown; right: unknown };

/** Does something that people use the nodes for. */
export async function outcomeOf(use: Use, setting: Setting): Promise<Outcome> {
	return await use.run(setting).then(
		({ gave, right }): Outcome =>
			isEqual(gave, right) ? { kind: 'right' } : { kind: 'wrong', gave, right },
		(error: unknown): Outcome => {
			if (error instanceof Refused) return { kind: 'refused', text: error.message };
			if (error instanceof Endless) return { kind: 'wrong', gave: error.message, right: 'an end' };
			throw error;
		},
	);
}

/**
 * Does all uses in each of these worlds: each has to end right, or with an error that says what is the
 * matter, and in the way that is recorded.
 *
 * @param worlds the moods of each, by name
 * @param group the name of their record; without one, whether a use is right or refused may change
 */
export function testInMoods(worlds: string[][], group?: string): void {
	let engine: Engine;
	const seen: Refusals = {};
	const isRecorded = group !== undefined;

	beforeAll(async () => {
		engine = await createEngine();
	});

	afterAll(() => {
		if (isRecorded) record(group, seen);
	});

	describe.each(worlds.map((moods) => [moods.join(' + ') || 'no mood', moods] as const))(
		'in %s',
		(_, moods) => {
			let setting: Setting;

			beforeAll(async () => {
				setting = await Setting.open(engine, moods);
			});
			afterAll(async () => await setting.close());

			it.each(USES.map((use) => [use.name, use] as const))('%s', async (name, use) => {
				const outcome = await outcomeOf(use, setting);

				const expected = refusalsOf(moods, name);
				const problem = problemOf(outcome, expected);
				if (problem) throw new Error(problem);
				const refusal = refusalOf(outcome, expected);
				if (refusal !== undefined) (seen[moods.join(' + ')] ??= {})[name] = refusal;
				if (!isRecorded || isRecording()) return;
				expect(refusal).toBe(recordedOf(group)[moods.join(' + ')]?.[name]);
			});
		},
	);
}

function problemOf(outcome: Outcome, refusals: RegExp[]): string | undefined {
	if (outcome.kind === 'right') return undefined;
	if (outcome.kind === 'wrong') {
		return `It gave ${inShort(outcome.gave)}\nin place of ${inShort(outcome.right)}`;
	}
	const saysWhy = refusals.some((says) => says.test(outcome.text));
	return saysWhy ? undefined : `It was refused, and nobody expected this error: ${outcome.text}`;
}

function inShort(value: unknown): string {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 500 ? `${text.slice(0, 500)} …` : text;
}
