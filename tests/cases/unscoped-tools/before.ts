// --- an agent of the project gets privileged tools
export async function handle(userPrompt: string) {
  return await agent.run({ task: userPrompt, tools: [dbAdminTool, fileSystemTool] }); // finding: error, unsafe
}
// --- the role is in scope, and the options stand on lines of their own
export async function handle(prompt: string, role: string) {
  return agent.run({ // finding: error, unsafe
    task: `Answer: ${prompt}`,
    // what it may do
    tools: [searchOrders, refundTool, shellTool], // all of them
  });
}
// --- the ai SDK knows no policy: only its tools are limited
import { generateText } from "ai";

export async function answer(prompt: string) {
  return generateText({ model, prompt, maxOutputTokens: 10, tools: { search, deleteUser: deleteUserTool } }); // finding: error, unsafe
}
// --- a role that the caller chose is nobody's role
app.post("/agent", async (req, res) => {
  const { role, user } = req.body;
  audit(user.role);
  res.json(await agent.run({ goal: "tidy up", tools: [shellTool] })); // finding: error, unsafe
});
// --- the session knows the role
app.post("/agent", async (req, res) => {
  audit(req.user.role);
  res.json(await agent.run({ goal: "tidy up", tools: [shellTool] })); // finding: error, unsafe
});
