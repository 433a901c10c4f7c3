import isEqual from 'lodash/isEqual';
import type { IDataObject } from 'n8n-workflow';

import type { PageOfRows } from './envelope';

/** How many pages in a row may hold nothing new. */
export const MOST_FRUITLESS_PAGES = 100;

const TAKE_SOME = "To take what there is, turn off 'Return All' and set a 'Limit'.";

/** A list that does not end, or of which some rows cannot be had. */
export class IncompleteList extends Error {
	readonly description: string;

	/** @param advice what the user can do besides taking a part of the list */
	constructor(message: string, advice: string) {
		super(message);
		this.description = `${advice} ${TAKE_SOME}`;
	}

	static endless(pages: number): IncompleteList {
		return new IncompleteList(
			`The list has not ended after ${pages} pages.`,
			'Patchworks does not say where it ends. Filter the list.',
		);
	}

	static repeating(): IncompleteList {
		return new IncompleteList(
			'Patchworks gives the same rows on each page of the list.',
			'Those of its other pages cannot be read.',
		);
	}

	static changing(): IncompleteList {
		return new IncompleteList(
			'The list changes faster than it can be read.',
			'Rows move between its pages. Filter the list.',
		);
	}

	static short(total: number, given: number): IncompleteList {
		return new IncompleteList(
			`Patchworks says that the list has ${total} rows, but gave only ${given}.`,
			'Rows may have moved between its pages while they were read. Read it again, in an order that does not change.',
		);
	}
}

/** The rows of a list as its pages come in, and what the pages said of it. */
export class ListOfRows {
	/** Whether rows were given again on a later page. */
	hasMoved = false;

	private readonly rows: IDataObject[] = [];

	private readonly known = new Set<unknown>();

	/** Whether rows of a page had the same ID and were not the same. */
	private areIdsShared = false;

	private last?: PageOfRows;

	/** How many pages in a row held nothing new. */
	private fruitless = 0;

	/** How many rows were twice on their page. */
	private doubles = 0;

	private isTotalTold?: boolean;

	/** The smallest number of rows that the list was said to have; the list may change meanwhile. */
	private fewest = Infinity;

	/** @param wanted how many rows at most */
	constructor(readonly wanted: number) {}

	get length(): number {
		return this.rows.length;
	}

	get hasEnough(): boolean {
		return this.rows.length >= this.wanted;
	}

	hasSomeOf({ rows }: PageOfRows): boolean {
		return rows.some((row) => this.known.has(this.identityOf(row)));
	}

	/**
	 * Adds the rows of a page, except those that were on an earlier one.
	 *
	 * @returns whether it has rows, and all were on an earlier one
	 * @throws IncompleteList when too many pages in a row held nothing new
	 */
	add(page: PageOfRows): boolean {
		const before = this.length;
		const isSame = page.rows.length > 0 && isEqual(page.rows, this.last?.rows);
		if (isSame) this.hasMoved = true;
		else page.rows.forEach((row, index) => this.addRow(row, index, page.rows));
		this.isTotalTold ??= isTotal(page);
		if (this.isTotalTold) this.fewest = Math.min(this.fewest, page.total ?? Infinity);
		this.last = page;
		const isFruitless = this.length === before;
		this.fruitless = isFruitless ? this.fruitless + 1 : 0;
		if (this.fruitless > MOST_FRUITLESS_PAGES) throw IncompleteList.endless(this.fruitless);
		return isFruitless && page.rows.length > 0;
	}

	/**
	 * The rows, no more than are wanted.
	 *
	 * @throws IncompleteList when all are wanted and the list is said to have more
	 */
	finished(): IDataObject[] {
		const given = this.length + this.doubles;
		if (this.wanted === Infinity && given < this.fewest && this.fewest < Infinity) {
			throw IncompleteList.short(this.fewest, given);
		}
		return this.hasEnough ? this.rows.slice(0, this.wanted) : this.rows;
	}

	private addRow(row: IDataObject, index: number, page: IDataObject[]): void {
		const identity = this.identityOf(row);
		if (identity !== undefined && this.known.has(identity)) {
			const twins = page.slice(0, index).filter((other) => this.identityOf(other) === identity);
			if (twins.length === 0) {
				this.hasMoved = true;
				return;
			}
			if (twins.some((other) => isEqual(other, row))) {
				this.doubles++;
				return;
			}
			this.tellApartByContent();
		}
		this.rows.push(row);
		if (identity !== undefined) this.known.add(this.identityOf(row));
	}

	private tellApartByContent(): void {
		this.areIdsShared = true;
		this.known.clear();
		for (const row of this.rows) this.known.add(this.identityOf(row));
	}

	/** What tells a row from others, also when it has moved; undefined for one that only its place does. */
	private identityOf(row: IDataObject): unknown {
		if (!hasId(row)) return undefined;
		if (this.areIdsShared) return JSON.stringify(row);
		const { id, type } = row;
		return type === undefined ? id : `${String(type)} ${String(id)}`;
	}
}

/** Whether what the first page calls the total is one, and not the number of its own rows. */
export function isTotal({ rows, total = 0 }: PageOfRows): boolean {
	return total > rows.length;
}

/** Whether a row can be known again on another page. */
export function hasId({ id }: IDataObject): boolean {
	return id !== undefined && id !== null;
}
