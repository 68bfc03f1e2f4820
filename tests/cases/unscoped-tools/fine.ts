// --- read-only tools
export const handle = (prompt: string) => agent.run({ task: prompt, tools: [searchOrders, getWeather] });
// --- tools by role
export const handle = (prompt: string, role: string) =>
  agent.run({ task: prompt, tools: toolsForRole(role, { dbAdminTool }) });
// --- active tools
export const handle = (prompt: string) =>
  generateText({ model, prompt, tools: { dbAdmin, search }, activeTools: ["search"] });
// --- the call carries a policy
export const handle = (task: string) => agent.run({ task, tools: [dbAdminTool], policy: agentPolicy });
// --- the tool asks for approval itself
const deleteUserTool = tool({ needsApproval: true, execute: remove });

export const handle = (prompt: string) => agent.run({ task: prompt, tools: [deleteUserTool] });
// --- nothing that takes tools to use
registry.list({ tools: [dbAdminTool, shellTool] });
// --- a server with a list
import { hostedMcpTool } from "@openai/agents";

export const tool = hostedMcpTool({
  serverLabel: "git",
  allowedTools: ["search"],
  requireApproval: "always",
});
// --- filtered by name
export const handle = (task: string) =>
  agent.run({ task, tools: [shellTool, search].filter((t) => ALLOWED.includes(t.name)) });
