import type { IDataObject } from 'n8n-workflow';

import { timeOf } from './time';

const ERROR_LEVELS = ['error', 'critical', 'alert', 'emergency', 'fatal'];
/** The levels as the logging library of Laravel numbers them. */
const NUMBERED_LEVELS: Record<string, string> = {
	100: 'debug',
	200: 'info',
	250: 'notice',
	300: 'warning',
	400: 'error',
	500: 'critical',
	550: 'alert',
	600: 'emergency',
};

/** The level of a log line in lower case; empty when the line has none. */
export function levelOf({ log_level: level }: IDataObject): string {
	const name = String(level ?? '').toLowerCase();
	return NUMBERED_LEVELS[name] ?? name;
}

/** Whether a log line is an error. */
export function isErrorLog(log: IDataObject): boolean {
	return ERROR_LEVELS.includes(levelOf(log));
}

/** The ID of the shape that logged a line; undefined when the line does not say. */
export function shapeIdOf({ flow_step_id: id, flow_step: step }: IDataObject): string | undefined {
	const shapeId = id ?? ((step ?? {}) as IDataObject).id;
	return shapeId === undefined || shapeId === null ? undefined : String(shapeId);
}

/** The name of the shape that logged a line; undefined when the line does not say. */
export function shapeNameOf({ flow_step: step }: IDataObject): string | undefined {
	const { name } = (step ?? {}) as IDataObject;
	return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The log line of the greatest time, and of those the one of the greatest ID: no page tells the order of the relation. */
export function latestOf(logs: IDataObject[]): IDataObject | undefined {
	return logs.reduce<IDataObject | undefined>((latest, log) => {
		if (!latest) return log;
		const [a, b] = [latest, log].map((one) => timeOf(one.created_at) ?? 0);
		if (a !== b) return b > a ? log : latest;
		return Number(log.id) >= Number(latest.id) ? log : latest;
	}, undefined);
}
