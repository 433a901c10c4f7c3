import { cloneDeep, pick } from 'lodash';
import type { OpenAPIV3_1 } from 'openapi-types';

import { operations } from '../../../conformance/contract/document';
import type { ContractOperation } from '../../../conformance/contract/document';
import { notFound } from '../serving/answers';
import { timestamp } from './clock';
import type { Clock } from './clock';
import type { Row } from './lists';

/** Lists that show a part of another one: the rows whose property is the id in the path. */
const VIEWS: Record<string, { of: string; by?: string }> = {
	'/api/v1/flows/{flow}/versions': { of: '/api/v1/flow-versions', by: 'flow_id' },
	'/api/v1/flow-versions/{flow_version}/steps': { of: '/api/v1/flow-steps', by: 'flow_version_id' },
	'/api/v1/flow-steps/{flow_step}/routes': { of: '/api/v1/flow-steps', by: 'parent_id' },
	'/api/v1/scripts/{script}/script-versions': { of: '/api/v1/script-versions', by: 'script_id' },
	'/api/v1/connector-instances': { of: '/api/v1/connectors' },
};

const SEEDED = 3;

interface Stored {
	template: string;
	rows: Row[];
}

/** In-memory collections for every list of the contract, filled from its examples when first asked for. */
export class Collections {
	private readonly stores = new Map<string, Stored>();

	private readonly lists = new Map<string, ContractOperation>();

	private lastId = 50_000;

	constructor(private readonly clock: Clock) {
		for (const entry of operations()) {
			if (entry.host === 'core' && entry.method === 'GET' && rowSchema(entry)) {
				this.lists.set(entry.path, entry);
			}
		}
	}

	/** Puts rows in place of what the contract's example would give. */
	fill(path: string, rows: Row[]): void {
		this.stores.set(path, { template: path, rows });
	}

	/** Whether the contract, or the sandbox, has a collection at that path template. */
	has(template: string): boolean {
		return this.lists.has(template) || template in VIEWS || this.stores.has(template);
	}

	/**
	 * The rows at a path.
	 *
	 * @param template the path as the contract writes it
	 * @param params the values in its braces
	 * @throws Refusal with 404 when the object that the list belongs to does not exist
	 */
	rows(template: string, params: Record<string, string> = {}): Row[] {
		this.requireParents(template, params);
		const view = VIEWS[template];
		if (view) {
			const all = this.stored(view.of).rows;
			const id = view.by ? lastParam(template, params) : undefined;
			return view.by ? all.filter((row) => String(row[view.by as string]) === id) : all;
		}
		return this.stored(template, params).rows;
	}

	/**
	 * One row of a collection.
	 *
	 * @throws Refusal with 404
	 */
	find(template: string, params: Record<string, string>, id: string): Row {
		const row = this.rows(template, params).find((candidate) => String(candidate.id) === id);
		if (!row) throw notFound(`[${template.split('/').pop()}] ${id}`);
		return row;
	}

	/** Adds a row with an id of its own. */
	create(template: string, params: Record<string, string>, body: Record<string, unknown>): Row {
		this.requireParents(template, params);
		const view = VIEWS[template];
		const now = timestamp(this.clock.now());
		const scope = view?.by ? { [view.by]: asId(lastParam(template, params)) } : {};
		const made = { ...scope, ...body, id: ++this.lastId, created_at: now, updated_at: now };
		const row = this.asAnswered(template, made) as Row;
		const target = view ? this.stored(view.of) : this.stored(template, params);
		target.rows.push(row);
		return row;
	}

	update(
		template: string,
		params: Record<string, string>,
		id: string,
		body: Record<string, unknown>,
	): Row {
		const row = this.find(template, params, id);
		const changes = { ...body, updated_at: timestamp(this.clock.now()) };
		Object.assign(row, this.asAnswered(template, changes));
		return row;
	}

	remove(template: string, params: Record<string, string>, id: string): void {
		const row = this.find(template, params, id);
		const view = VIEWS[template];
		const { rows } = view ? this.stored(view.of) : this.stored(template, params);
		rows.splice(rows.indexOf(row), 1);
	}

	/** What of an object the list answers with: not everything that is sent comes back. */
	private asAnswered(template: string, object: Record<string, unknown>): Record<string, unknown> {
		const list = this.lists.get(template) ?? this.lists.get(VIEWS[template]?.of);
		const properties = list && rowSchema(list)?.properties;
		return properties ? pick(object, Object.keys(properties)) : object;
	}

	private requireParents(template: string, params: Record<string, string>): void {
		const nested = /^(.*?)\/\{(\w+)\}\//.exec(template);
		if (nested && this.has(nested[1])) this.find(nested[1], params, params[nested[2]]);
	}

	private stored(template: string, params: Record<string, string> = {}): Stored {
		const path = template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
		let store = this.stores.get(path);
		if (!store) {
			store = { template, rows: this.seed(template, params) };
			this.stores.set(path, store);
		}
		return store;
	}

	private seed(template: string, params: Record<string, string>): Row[] {
		const list = this.lists.get(template);
		const example = list && (rowSchema(list)?.example as Row | undefined);
		if (!example) return [];
		return Array.from({ length: SEEDED }, (_, index) => {
			const row = cloneDeep(example);
			for (const name of Object.keys(params)) {
				const property = `${name}_id`;
				if (property in row) row[property] = asId(params[name]);
			}
			if (index) row.id = typeof row.id === 'number' ? row.id + index : `${row.id}-${index + 1}`;
			if (index && typeof row.name === 'string') row.name = `${row.name} ${index + 1}`;
			return row;
		});
	}
}

/** The schema of the rows of an operation that answers with a list; undefined for any other. */
export function rowSchema({ op }: ContractOperation): OpenAPIV3_1.SchemaObject | undefined {
	const schema = op.responses['200']?.content?.['application/json']?.schema as
		OpenAPIV3_1.SchemaObject | undefined;
	const data = schema?.properties?.data as OpenAPIV3_1.ArraySchemaObject | undefined;
	return data?.type === 'array' ? (data.items as OpenAPIV3_1.SchemaObject) : undefined;
}

function lastParam(template: string, params: Record<string, string>): string {
	const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
	return params[names[names.length - 1]];
}

function asId(text: string): string | number {
	return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
