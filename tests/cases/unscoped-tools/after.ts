// --- an agent of the project gets privileged tools
import { callerRole, toolsForRole, sanitizePrompt, agentPolicy } from "./prodgate-guard";

export async function handle(userPrompt: string) {
  return await agent.run({ task: sanitizePrompt(userPrompt), tools: toolsForRole(callerRole(), { dbAdminTool, fileSystemTool }), policy: agentPolicy }); // finding: error, unsafe
}
// --- the role is in scope, and the options stand on lines of their own
import { toolsForRole, sanitizePrompt, agentPolicy } from "./prodgate-guard";

export async function handle(prompt: string, role: string) {
  return agent.run({ // finding: error, unsafe
    task: sanitizePrompt(`Answer: ${prompt}`),
    // what it may do
    tools: toolsForRole(role, { searchOrders, refundTool, shellTool }), // all of them
    policy: agentPolicy,
  });
}
// --- the ai SDK knows no policy: only its tools are limited
import { generateText } from "ai";
import { callerRole, toolSetForRole, sanitizePrompt } from "./prodgate-guard";

export async function answer(prompt: string) {
  return generateText({ model, prompt: sanitizePrompt(prompt), maxOutputTokens: 10, tools: toolSetForRole(callerRole(), { search, deleteUser: deleteUserTool }) }); // finding: error, unsafe
}
// --- a role that the caller chose is nobody's role
import { callerRole, toolsForRole, agentPolicy } from "./prodgate-guard";

app.post("/agent", async (req, res) => {
  const { role, user } = req.body;
  audit(user.role);
  res.json(await agent.run({ goal: "tidy up", tools: toolsForRole(callerRole(), { shellTool }), policy: agentPolicy })); // finding: error, unsafe
});
// --- the session knows the role
import { toolsForRole, agentPolicy } from "./prodgate-guard";

app.post("/agent", async (req, res) => {
  audit(req.user.role);
  res.json(await agent.run({ goal: "tidy up", tools: toolsForRole(req.user.role, { shellTool }), policy: agentPolicy })); // finding: error, unsafe
});
