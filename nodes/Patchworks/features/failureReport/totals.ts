import type { IDataObject } from 'n8n-workflow';

/** What a report says of all runs together. */
export interface Totals extends IDataObject {
	from: string;
	to: string;
	failedRuns: number;
	/** All runs that started in the period; undefined where Patchworks does not tell. */
	totalRuns?: number;
	sharePercent?: number;
}
