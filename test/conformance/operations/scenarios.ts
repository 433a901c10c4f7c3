import { isEqual } from 'lodash';

import type { NodeOperation } from './nodeOperations';
import type { Field, Parameters } from './parameters';
import { fillIn } from './parameters';

/** One way in which a user may set an operation's parameters. */
export interface Scenario {
	name: string;
	parameters: Parameters;
}

/** The name of the scenario that leaves out whatever can be left out. */
export const ONLY_REQUIRED = 'only what is required';

/** The name of the scenario that sets whatever can be set. */
export const EVERYTHING = 'everything, values 1';

/** The values to try for a field, given what is set so far; none to leave it out. */
export type ValuesOf = (field: Field, parameters: Parameters) => Promise<unknown[]>;

/** More combinations of options than these are tried one option after the other. */
const MAX_COMBINATIONS = 8;

/**
 * The scenarios of an operation: only what is required; everything set, until each value of each field
 * had its turn; each combination of the fields that offer options, where they are few, with everything
 * else set and left out; each field alone with each of its values.
 *
 * Each scenario is made when the one before it is done, so that it finds what that left.
 */
export async function* scenariosOf(
	operation: NodeOperation,
	authentication: string,
	valuesOf: ValuesOf,
): AsyncGenerator<Scenario> {
	const done: Parameters[] = [];
	const fields = new Map<string, { field: Field; values: number }>();

	/** @param turn which value a field has in a scenario; undefined leaves it out */
	const scenario = async (turn: (field: Field) => number | undefined) => {
		const parameters = await fillIn(operation, authentication, async (field, set) => {
			const values = await valuesOf(field, set);
			fields.set(field.path, { field, values: values.length });
			const index = turn(field) ?? (field.required ? 0 : undefined);
			return index === undefined ? undefined : values[index % values.length];
		});
		if (done.some((other) => isEqual(other, parameters))) return undefined;
		done.push(parameters);
		return parameters;
	};
	const named = (name: string, parameters?: Parameters) =>
		parameters ? [{ name, parameters }] : [];

	yield* named(ONLY_REQUIRED, await scenario(() => undefined));

	for (
		let turn = 0;
		turn === 0 || [...fields.values()].some(({ values }) => values > turn);
		turn++
	) {
		yield* named(`everything, values ${turn + 1}`, await scenario(() => turn));
	}

	const switches = [...fields.values()].filter(({ field }) => field.property.type === 'options');
	const combinations = combine(switches.map(({ field, values }) => [field.path, values]));
	for (const combination of combinations) {
		const name = JSON.stringify(combination);
		yield* named(`${name} and no more`, await scenario(({ path }) => combination[path]));
		yield* named(`${name} and all else`, await scenario(({ path }) => combination[path] ?? 0));
	}

	for (const [path, { field: tried, values }] of [...fields]) {
		if (tried.common) continue;
		for (let turn = tried.required ? 1 : 0; turn < values; turn++) {
			const parameters = await scenario((field) => (field.path === path ? turn : undefined));
			yield* named(`${path} alone, value ${turn + 1}`, parameters);
		}
	}
}

/** Every combination of so many values each; none when they are too many. */
function combine(choices: Array<[path: string, values: number]>): Array<Record<string, number>> {
	const total = choices.reduce((product, [, values]) => product * values, 1);
	if (choices.length < 2 || total > MAX_COMBINATIONS) return [];
	return choices.reduce<Array<Record<string, number>>>(
		(all, [path, values]) =>
			all.flatMap((one) =>
				Array.from({ length: values }, (_, index) => ({ ...one, [path]: index })),
			),
		[{}],
	);
}
