import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** The input items: of a node in a workflow, or of one that an AI agent uses as a tool. */
export function inputItems(functions: IExecuteFunctions): INodeExecutionData[] {
	const input = functions.getInputData();
	return input.length > 0 ? input : functions.getInputData(0, NodeConnectionTypes.AiTool);
}
