import { isPlainObject } from 'lodash';

import type { Answer } from '../serving/answers';
import type { Row } from '../state/lists';
import { moodsNamed } from './index';
import type { Asked, AskedQuery, Delivery, Envelope, Habits, Mood } from './mood';

type ServerResponse = import('node:http').ServerResponse;

/** The moods that a sandbox is in. */
export class ActiveMoods {
	private moods: Mood[] = [];

	private readonly seen = new Set<string>();

	/** @throws Error for a name that no mood has */
	constructor(names: readonly string[] = []) {
		this.set(names);
	}

	/**
	 * Puts these in place of those before.
	 *
	 * @throws Error for a name that no mood has
	 */
	set(names: readonly string[]): void {
		this.moods = moodsNamed(names);
		this.seen.clear();
	}

	get habits(): Habits {
		return Object.assign({}, ...this.moods.map(({ habits }) => habits)) as Habits;
	}

	/** Whether a request is made for the first time in these moods. */
	isFirst(method: string, url: string): boolean {
		const key = `${method} ${url}`;
		const isFirst = !this.seen.has(key);
		this.seen.add(key);
		return isFirst;
	}

	/** Changes a query, or answers in place of the sandbox. */
	ask(query: AskedQuery, asked: Asked): Answer | undefined {
		for (const mood of this.moods) {
			const answer = mood.ask?.(query, asked);
			if (answer) return answer;
		}
		return undefined;
	}

	/** Changes an answer. */
	change(answer: Answer, asked: Asked): Answer {
		const changed: Answer = { ...answer, body: this.changeBody(answer, asked) };
		return this.moods.reduce((so, mood) => mood.answer?.(so, asked) ?? so, changed);
	}

	/**
	 * Sends an answer in place of the sandbox.
	 *
	 * @returns false when no mood does
	 */
	deliver(response: ServerResponse, delivery: Delivery, asked: Asked): boolean {
		return this.moods.some((mood) => mood.deliver?.(response, delivery, asked));
	}

	private changeBody({ status, body }: Answer, asked: Asked): unknown {
		const holdsObjects = asked.host === 'core' || asked.host === 'start';
		if (!holdsObjects || status >= 300 || !isPlainObject(body)) return body;
		const { data } = body as { data?: unknown };
		if (Array.isArray(data)) {
			const envelope = { ...(body as Envelope), data: data.map((row) => this.dress(row, asked)) };
			return this.moods.reduce(
				(so: unknown, mood) => (hasRows(so) ? (mood.list?.(so, asked) ?? so) : so),
				envelope,
			);
		}
		return isPlainObject(data) ? { ...(body as object), data: this.dress(data, asked) } : body;
	}

	private dress(object: unknown, asked: Asked): unknown {
		const row = this.moods.reduce((so, mood) => mood.row?.(so as Row, asked) ?? so, object);
		// The answer to a start is no object of the API.
		if (!isPlainObject(row) || !('id' in (row as Row))) return row;
		return this.moods.reduce((so, mood) => mood.dress?.(so as Row, asked) ?? so, row);
	}
}

function hasRows(value: unknown): value is Envelope {
	return isPlainObject(value) && Array.isArray((value as Envelope).data);
}
