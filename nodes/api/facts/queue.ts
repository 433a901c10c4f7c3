/** Where the runs are listed that wait to start, known from a published client: https://github.com/NoDiskInDriveA/patchworks-api */
export const QUEUE_PATH = '/api/v1/scheduled-flows';

/**
 * Says where a run is that was started: it waits in the queue before it is among the runs.
 *
 * https://doc.wearepatchworks.com/product-documentation/process-flows/error-reporting-and-exception-handling/run-logs-and-queue/working-with-your-run-queue
 *
 * @param since when it was started at the earliest, in Unix milliseconds
 */
export function whereToLook(since: number): string {
	return `Look for it with Flow Run: Get Many, with this flow and with 'Started After' set to a minute before ${new Date(since).toISOString()}, and in the queue with Queued Run: Get Many.`;
}
