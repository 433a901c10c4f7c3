import omit from 'lodash/omit';
import type { IExecuteFunctions, IWorkflowSettings } from 'n8n-workflow';

/**
 * Whether n8n gives a node that waits for a sub-execution the items of that one, also when it slept:
 * n8n 2 does. It is told by a function that the first of them lack as well, and then wait as n8n 1 does.
 *
 * https://github.com/n8n-io/n8n/pull/22611
 */
export function getsItemsBack(functions: IExecuteFunctions): boolean {
	return 'isToolExecution' in functions;
}

/**
 * Whether n8n gives it the error, too, so that the workflow fails. It is told by a function that came
 * some versions later.
 *
 * https://github.com/n8n-io/n8n/pull/31927
 */
function getsErrorsBack(functions: IExecuteFunctions): boolean {
	return 'onExecutionFinish' in functions;
}

/**
 * The settings of a sub-execution: those of the workflow, but that the workflow may run it whatever
 * the caller policy is, and that one error is reported once.
 *
 * @returns undefined where n8n does not tell; it then takes those of the workflow as they are
 */
export function subExecutionSettings(functions: IExecuteFunctions): IWorkflowSettings | undefined {
	// Some n8n 2.x lack it.
	if (!('getWorkflowSettings' in functions)) return undefined;
	const own = functions.getWorkflowSettings();
	const isByHand = functions.getMode() === 'manual';
	return {
		...omit(own, isByHand || getsErrorsBack(functions) ? ['errorWorkflow'] : []),
		// n8n takes a sub-execution for one in production.
		...(isByHand &&
			own.saveManualExecutions === false && {
				saveDataSuccessExecution: 'none',
				saveDataErrorExecution: 'none',
			}),
		executionOrder: 'v1',
		callerPolicy: 'workflowsFromSameOwner',
	};
}
