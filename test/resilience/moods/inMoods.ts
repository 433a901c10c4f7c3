import { isEqual } from 'lodash';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import { gapOf, refusalsOf } from './expectations';
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
 * matter. What does not yet is among the known gaps, and has to be taken out of them once it does.
 *
 * @param worlds the moods of each, by name
 */
export function testInMoods(worlds: string[][]): void {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine();
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

				const problem = problemOf(outcome, refusalsOf(moods, name));
				const gap = gapOf(moods, name);
				if (gap && !problem) {
					throw new Error(`It is right now; take this out of the known gaps: ${inShort(gap.now)}`);
				}
				if (problem && !gap) throw new Error(problem);
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
