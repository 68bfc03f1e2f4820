// --- a SQL agent
import { SqlToolkit, createSqlAgent } from "@langchain/classic/agents/toolkits/sql";

const toolkit = new SqlToolkit(db, model); // finding: warning, manual
export const agent = createSqlAgent(model, toolkit);
// --- a program that is told to ask nobody
import { spawn } from "child_process";

export const review = (prompt: string) =>
  spawn("claude", ["-p", prompt, "--dangerously-skip-permissions"]); // finding: error, manual
// --- a tool made of a function of another file, which is a shell
// also: machine.ts | import { execSync } from "node:child_process";\n\nexport function onMachine(order: string) {\n  return execSync(order).toString();\n}
import { tool } from "@langchain/core/tools";

import { onMachine } from "./machine";

export const machine = tool(onMachine, { name: "machine" }); // finding: error, manual
