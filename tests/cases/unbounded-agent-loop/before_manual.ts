// --- an agent that a server runs, and nothing counts
// path: src/app/workflow.ts
// project: @llamaindex/workflow@1.1.25 llamaindex@0.12.1
import { agent } from "@llamaindex/workflow";
import { orderTool } from "./tools";

export const workflowFactory = async () => agent({ tools: [orderTool], timeout: 60 }); // finding: error, manual
