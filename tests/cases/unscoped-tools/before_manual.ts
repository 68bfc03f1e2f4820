// --- a hosted server whose tools run without approval
import { hostedMcpTool } from "@openai/agents";

export const tool = hostedMcpTool({ serverLabel: "git", serverUrl: "https://example.org" }); // finding: manual
// --- made when the module is loaded
import { Agent } from "@openai/agents";

export const ops = new Agent({ name: "ops", tools: [shellTool] }); // finding: error, role-unknown
