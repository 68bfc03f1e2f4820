// --- a file that requires
const { agent } = require("./agent.cjs");
const { callerRole, toolsForRole, sanitizePrompt, agentPolicy } = require("./prodgate-guard.cjs");

exports.handle = async (task) => {
  return agent.run({ task: sanitizePrompt(task), tools: toolsForRole(callerRole(), { shellTool }), policy: agentPolicy }); // finding: error, unsafe
};
