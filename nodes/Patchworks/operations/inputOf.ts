import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** The input items: of a node in a workflow, or of one that an AI agent uses as a tool. */
export function inputOf(functions: IExecuteFunctions): INodeExecutionData[] {
	const { main, ai_tool: tool } = functions.getExecuteData().data;
	return (main ?? tool)?.[0] ?? [];
}
