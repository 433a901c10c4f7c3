import { isPlainObject, mapValues } from 'lodash';

import type { Host } from '../../../conformance/contract/document';
import type { Answer } from '../serving/answers';
import type { Row } from '../state/lists';

type ServerResponse = import('node:http').ServerResponse;

/** A query before it is held against the contract. */
export type AskedQuery = Record<string, string | string[]>;

/** The request that a mood changes, or to which it changes the answer. */
export interface Asked {
	host: Host;
	method: string;
	path: string;
	/** As it came, whatever moods made of it since. */
	query: Readonly<AskedQuery>;
	/** The contract's name for it; undefined when it has none. */
	operationId?: string;
	/** Whether it is asked for a list that has pages. */
	isList: boolean;
	/** The addresses of all hosts of the sandbox. */
	origins: Record<Host, string>;
	headers: Record<string, string>;
	/** Whether this method, path and query are asked for the first time since the moods were set. */
	isFirst: boolean;
}

/** The answer to a list. Everything but the rows may be missing. */
export interface Envelope {
	data: unknown[];
	meta?: Record<string, unknown>;
	links?: Record<string, unknown>;
}

/** How runs come about and what is kept of them. */
export interface Habits {
	/** Milliseconds that a started run waits in the queue, where only the queue shows it; then it starts. */
	queueMs?: number;
	/** Milliseconds after its start during which a run that was started is neither listed nor found. */
	unseenMs?: number;
	/** Whether payloads are listed with the newest first. */
	newestPayloadsFirst?: boolean;
}

/**
 * One way in which a Patchworks may differ from the one the node was written against.
 *
 * Several may be on at once: each hook of one is followed by the same hook of the next.
 */
export interface Mood {
	/** What switches it on, in kebab case. */
	name: string;
	/** What it does, in one sentence. */
	description: string;
	habits?: Habits;
	/** Changes what is asked, or answers itself; what it answers goes through the other hooks. */
	ask?(query: AskedQuery, asked: Asked): Answer | undefined;
	/** Changes an object of Core's answer: one row of a list, or the one that was asked for. */
	row?(row: Row, asked: Asked): unknown;
	/** Dresses an object in another form, after all changes to rows. */
	dress?(row: Row, asked: Asked): unknown;
	/** Changes the envelope of a list. */
	list?(envelope: Envelope, asked: Asked): unknown;
	/** Changes the whole answer. */
	answer?(answer: Answer, asked: Asked): Answer;
	/**
	 * Sends the answer in its own way.
	 *
	 * @returns false to leave it to the sandbox
	 */
	deliver?(response: ServerResponse, answer: Delivery, asked: Asked): boolean;
}

/** An answer as it is about to leave. */
export interface Delivery {
	status: number;
	headers: Record<string, string>;
	bytes: Buffer;
}

/**
 * The value with each property changed that has a name for which something is to change, however deep.
 *
 * @param change gives the new value of a property; for one that is to stay, the same
 */
export function changeEach(
	value: unknown,
	change: (value: unknown, name: string) => unknown,
	name = '',
): unknown {
	if (Array.isArray(value)) return value.map((entry) => changeEach(entry, change));
	if (!isPlainObject(value)) return change(value, name);
	return mapValues(value as Record<string, unknown>, (entry, key) =>
		changeEach(entry, change, key),
	);
}

/** Whether it is asked for flow runs: their list or one of them, and not for what belongs to one. */
export function isAboutRuns({ operationId }: Asked): boolean {
	return operationId === 'listFlowRuns' || operationId === 'getFlowRun';
}

/** Whether the answer is part of the API's JSON, and not a file. */
export function isData({ operationId }: Asked): boolean {
	return operationId !== 'downloadPayload';
}
