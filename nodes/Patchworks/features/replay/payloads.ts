import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { payloadsOfRun } from '../../../api/facts/requests';
import { timeOf } from '../../../api/facts/time';
import { readSteps } from '../../../api/flowVersionSteps';
import type { Sender } from '../../../api/sender';
import { cannotReplay, CHOOSE_ONE } from './cannotReplay';

const MAX_PAYLOADS = 1_000;

/** What the API lists of payloads, in an order that it does not tell. */
export interface Payloads {
	rows: IDataObject[];
	/** Whether there are more. */
	isCut: boolean;
}

/** The payloads of a run, or of one shape in it. */
export async function payloadsOf(
	sender: Sender,
	run: IDataObject,
	shapeId?: string,
): Promise<Payloads> {
	const { rows, total = 0 } = await apiRequestAllItems(
		sender,
		payloadsOfRun(String(run.id), shapeId),
		MAX_PAYLOADS + 1,
	);
	return { rows, isCut: rows.length > MAX_PAYLOADS || total > rows.length };
}

/** @throws NodeOperationError when it cannot be told which payloads these are, or there are none */
export async function payloadsOfFirstShape(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	all: Payloads,
): Promise<IDataObject[]> {
	const firstShapes = await firstShapesOf(context, sender, run);
	const lists = all.isCut
		? await Promise.all([...firstShapes].map(async (shape) => await payloadsOf(sender, run, shape)))
		: [all];
	if (lists.some(({ isCut }) => isCut)) {
		throw cannotReplay(
			context,
			run,
			'has more payloads of its first shape than can be read',
			`At most 1,000 are read, so it cannot be told which went into the run. ${CHOOSE_ONE}`,
		);
	}
	const payloads = lists
		.flatMap(({ rows }) => rows)
		.filter(({ flow_step_id: step }) => firstShapes.has(String(step)));
	if (payloads.length > 0) return payloads;
	throw cannotReplay(
		context,
		run,
		'has payloads, but none of its first shape',
		`It cannot be told which of them went into the run. ${CHOOSE_ONE}`,
	);
}

/** The IDs of the shapes without one before them. */
async function firstShapesOf(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
): Promise<Set<string>> {
	const steps = await readSteps(sender, run).catch((error: Error) => {
		throw cannotReplay(
			context,
			run,
			`cannot be replayed, since its shapes cannot be read: ${error.message}`,
			`Without them it cannot be told which payload went into the run. ${CHOOSE_ONE}`,
		);
	});
	const first = steps.filter(
		({ parent_id: parent }) => ['', '0'].includes(String(parent ?? '')) && parent !== undefined,
	);
	if (first.length > 0) return new Set(first.map(({ id }) => String(id)));
	throw cannotReplay(
		context,
		run,
		'does not say which of its shapes is the first',
		`It cannot be told which payload went into the run. ${CHOOSE_ONE}`,
	);
}

/**
 * The earliest of some payloads, by their times, and by their IDs where those are the same or unknown.
 *
 * @throws NodeOperationError when it cannot be told
 */
export function earliestOf(
	context: IExecuteSingleFunctions,
	run: IDataObject,
	payloads: IDataObject[],
): IDataObject {
	const times = payloads.map(({ created_at: time }) => timeOf(time) ?? NaN);
	const earliest = Math.min(...times);
	const candidates = Number.isNaN(earliest)
		? payloads
		: payloads.filter((_, index) => times[index] === earliest);
	const [first] = candidates;
	if (candidates.length === 1) return first;
	if (candidates.every(({ id }) => /^\d+$/.test(String(id)))) {
		return candidates.reduce((a, b) => (BigInt(String(b.id)) < BigInt(String(a.id)) ? b : a));
	}
	throw cannotReplay(
		context,
		run,
		'has several payloads of its first shape, whose order cannot be told',
		CHOOSE_ONE,
	);
}
