import { snakeCase } from 'lodash';

/** An object of the API. */
export type Row = Record<string, unknown> & { id: string | number };

/** A request's query after the contract has let it pass. */
export type Query = Record<string, unknown>;

const DEFAULT_PER_PAGE = 15;

/** The values of a query parameter that is a comma-separated list. */
export function listOf(query: Query, name: string): string[] {
	const value = query[name];
	if (value === undefined) return [];
	return (Array.isArray(value) ? value : String(value).split(',')).map(String);
}

/** The filters of a query by their name between the brackets. */
export function filtersOf(query: Query): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).flatMap(([name, value]) => {
			const key = /^filter\[(.+)\]$/.exec(name)?.[1];
			return key ? [[key, String(value)]] : [];
		}),
	);
}

/**
 * Whether a row has the value, or one of the comma-separated values; names match in part, and times by
 * what comes after or before them.
 */
export function matches(row: Row, key: string, wanted: string): boolean {
	const [, name, side] = /^(\w+)_(after|before)$/.exec(key) ?? [];
	const time = Date.parse(String(row[`${name}_at`]));
	if (side && !Number.isNaN(time)) {
		const distance = time - Date.parse(wanted);
		return side === 'after' ? distance > 0 : distance < 0;
	}
	const value = row[key];
	if (value === undefined) return true;
	if (key === 'name') return String(value).toLowerCase().includes(wanted.toLowerCase());
	return wanted.split(',').includes(String(value));
}

/** Rows in the order of the query's `sort`; as they are when it has none. */
export function sorted<T extends Row>(rows: T[], query: Query): T[] {
	const keys = listOf(query, 'sort');
	if (!keys.length) return rows;
	return [...rows].sort((a, b) => {
		for (const key of keys) {
			const name = key.replace(/^-/, '');
			const order = compare(a[name], b[name]) * (key.startsWith('-') ? -1 : 1);
			if (order) return order;
		}
		return 0;
	});
}

function compare(a: unknown, b: unknown): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a ?? '') < String(b ?? '') ? -1 : String(a ?? '') > String(b ?? '') ? 1 : 0;
}

/** The property that an `include` adds: `flowVersion.steps` is under `flow_version`. */
export function relationKey(include: string): string {
	const [top] = include.split('.');
	const [, name, suffix = ''] = /^(.*?)(_count|Exists)?$/.exec(top) ?? [];
	return `${snakeCase(name)}${suffix === 'Exists' ? '_exists' : suffix}`;
}

/** A row with the relations that nothing is known of: empty, none or 0, by the form of their name. */
export function withEmptyRelations<T extends Row>(row: T, query: Query): T {
	const added = listOf(query, 'include')
		.map((include) => [include, relationKey(include)])
		.filter(([, key]) => !(key in row))
		.map(([include, key]) => [key, emptyRelation(include)]);
	return { ...row, ...Object.fromEntries(added) };
}

function emptyRelation(include: string): unknown {
	if (include.endsWith('_count')) return 0;
	if (include.endsWith('Exists')) return false;
	return include.split('.')[0].endsWith('s') ? [] : null;
}

/** Only the properties that `fields[type]` asks for; all when it is not there. */
export function onlyFields(row: Row, query: Query, type: string): Row {
	const fields = listOf(query, `fields[${type}]`);
	if (!fields.length) return row;
	return Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key))) as Row;
}

/**
 * One page of rows in the documented envelope.
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 *
 * @param address the list's own URL without a query
 */
export function page<T>(rows: T[], query: Query, address: string) {
	const perPage = Number(query.per_page ?? DEFAULT_PER_PAGE);
	const current = Number(query.page ?? 1);
	const last = Math.max(1, Math.ceil(rows.length / perPage));
	const start = (current - 1) * perPage;
	const data = rows.slice(start, start + perPage);
	const link = (number: number) => `${address}?page=${number}`;
	return {
		data,
		meta: {
			current_page: current,
			from: data.length ? start + 1 : null,
			last_page: last,
			path: address,
			per_page: perPage,
			to: data.length ? start + data.length : null,
			total: rows.length,
		},
		links: {
			first: link(1),
			last: link(last),
			prev: current > 1 ? link(current - 1) : null,
			next: current < last ? link(current + 1) : null,
		},
	};
}
