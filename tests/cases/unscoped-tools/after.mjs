// --- a module of node
import { callerRole, toolsForRole, sanitizePrompt, agentPolicy } from "./prodgate-guard.mjs";

export async function handle(task) {
  return agent.run({ task: sanitizePrompt(task), tools: toolsForRole(callerRole(), { shellTool }), policy: agentPolicy }); // finding: error, unsafe
}
