import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems, apiRequestItem } from '../../api/client';
import { pageOf } from '../../api/lists/envelope';
import type { Sender } from '../../api/sender';
import type { SearchSource } from './searchSource';

/** Something that has a name. */
export interface Named {
	id: string;
	/** As the list to pick from shows it, or as the API has it where that differs. */
	names: string[];
}

/**
 * Reads all that a list has, by name. The API's own search is not used: nothing says whether it takes a
 * name as a whole, or in any case.
 *
 * @throws NodeApiError when the list cannot be read
 */
export async function readNamed(
	sender: Sender,
	{ path, qs, single, within, toEntry }: SearchSource,
): Promise<Named[]> {
	const rows = single
		? [await apiRequestItem(sender, { path, qs })]
		: (await apiRequestAllItems(sender, { path, qs })).rows;
	return rows.flatMap((row) =>
		rowsIn(row, within).map((one) => {
			const { value } = toEntry(one, row);
			const names = [one.name, one.label].filter((name) => typeof name === 'string');
			return { id: String(value), names };
		}),
	);
}

/** Those of a list that have a name, in whatever case. */
export function withName(list: Named[], name: string): Named[] {
	const wanted = comparable(name);
	return list.filter(({ names }) => names.some((known) => comparable(known) === wanted));
}

/** Texts that look the same can differ: an ü is one character, or a u and two dots. */
function comparable(name: string): string {
	return name.trim().normalize().toLowerCase();
}

/** The rows of a list, or those within one of its rows. */
export function rowsIn(row: IDataObject, within: string | undefined): IDataObject[] {
	return within === undefined ? [row] : (pageOf(row[within])?.rows ?? []);
}
