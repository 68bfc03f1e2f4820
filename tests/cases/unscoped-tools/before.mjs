// --- a module of node
export async function handle(task) {
  return agent.run({ task, tools: [shellTool] }); // finding: error, unsafe
}
