import isPlainObject from 'lodash/isPlainObject';
import uniq from 'lodash/uniq';
import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { inBatches } from '../../../api/inBatches';
import type { Sender } from '../../../api/sender';

const VERSIONS_AT_ONCE = 4;

/** A shape of a flow, as far as Patchworks tells. */
export interface Shape {
	name?: string;
	/** What it connects to. */
	system?: string;
}

/**
 * The shapes of the versions that some runs ran in, by their ID. What cannot be read is left out.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps
 */
export async function readShapes(sender: Sender, runs: IDataObject[]): Promise<Map<string, Shape>> {
	const versions = uniq(
		runs.flatMap(({ flow_version_id: id }) =>
			id === undefined || id === null ? [] : String(id as string | number),
		),
	);
	const steps = await inBatches(versions, VERSIONS_AT_ONCE, async (versionId) => {
		const path = `/api/v1/flow-versions/${encodeURIComponent(versionId)}/steps`;
		const qs = { include: 'endpoint.system.logo,connector' };
		const nothing = { rows: [] as IDataObject[] };
		return (await apiRequestAllItems(sender, { path, qs }).catch(() => nothing)).rows;
	});
	return new Map(steps.flat().map((step) => [String(step.id), toShape(step)]));
}

function toShape({ name, endpoint, connector }: IDataObject): Shape {
	const system = objectAt(objectAt(endpoint).system);
	return {
		name: textOf(name),
		system: textOf(system.label) ?? textOf(system.name) ?? textOf(objectAt(connector).name),
	};
}

function objectAt(value: unknown): IDataObject {
	return isPlainObject(value) ? (value as IDataObject) : {};
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
