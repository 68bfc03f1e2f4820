// --- a file that requires
const { agent } = require("./agent.cjs");

exports.handle = async (task) => {
  return agent.run({ task, tools: [shellTool] }); // finding: error, unsafe
};
