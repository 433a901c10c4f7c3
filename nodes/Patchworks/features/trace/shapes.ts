import uniq from 'lodash/uniq';
import type { IDataObject } from 'n8n-workflow';

import { stepsOf } from '../../../api/flowVersionSteps';
import { inBatches } from '../../../api/inBatches';
import { versionIdOf } from '../../../api/loggedFailure';
import type { Sender } from '../../../api/sender';
import { objectAt } from '../../../api/facts/values';

const VERSIONS_AT_ONCE = 4;

/** A shape of a flow, as far as Patchworks tells. */
export interface Shape {
	name?: string;
	/** What it connects to. */
	system?: string;
}

/** The shapes of the versions that some runs ran in, by their ID. What cannot be read is left out. */
export async function readShapes(sender: Sender, runs: IDataObject[]): Promise<Map<string, Shape>> {
	const versions = uniq(runs.flatMap((run) => versionIdOf(run) ?? []));
	const steps = await inBatches(versions, VERSIONS_AT_ONCE, async (versionId) => {
		const qs = { include: 'endpoint.system.logo,connector' };
		return await stepsOf(sender, { flow_version_id: versionId }, qs);
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

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
