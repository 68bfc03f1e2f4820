// --- a SQL agent
import { SqlToolkit, createSqlAgent } from "@langchain/classic/agents/toolkits/sql";

const toolkit = new SqlToolkit(db, model); // finding: warning, manual
export const agent = createSqlAgent(model, toolkit);
// --- a program that is told to ask nobody
import { spawn } from "child_process";

export const review = (prompt: string) =>
  spawn("claude", ["-p", prompt, "--dangerously-skip-permissions"]); // finding: error, manual
