/** The page of a list that a query asks for, as Laravel gives it. */
export function pageOf<T>(
	all: T[],
	query: URLSearchParams,
	toRow: (one: T) => unknown = (one) => one,
) {
	const perPage = Number(query.get('per_page') ?? 15);
	const page = Number(query.get('page') ?? 1);
	return {
		data: all.slice((page - 1) * perPage, page * perPage).map(toRow),
		meta: {
			current_page: page,
			last_page: Math.max(1, Math.ceil(all.length / perPage)),
			per_page: perPage,
			total: all.length,
		},
	};
}
