// --- the ai SDK's tool gives its argument to a shell
// project: ai@6.0.326
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const shell = tool({
  description: "Run a command",
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => execSync(command, { encoding: "utf8" }), // finding: error, unsafe
  needsApproval: true,
});
// --- approval that this version ignores
// project: ai@5.0.60
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";
import { requireApproval } from "./prodgate-guard";

export const shell = tool({
  inputSchema: z.object({ command: z.string() }),
  needsApproval: true,
  execute: async ({ command }) => {
    requireApproval("shell", command);
    return execSync(command, { encoding: "utf8" }); // finding: error, unsafe
  },
});
// --- a tool of the Agents SDK
import { exec } from "child_process";
import { promisify } from "util";
import { tool } from "@openai/agents";
import { z } from "zod";

const execAsync = promisify(exec);

export const shell = tool({
  name: "shell",
  description: "Run a command",
  parameters: z.object({ command: z.string() }),
  execute: async ({ command }) => {
    const { stdout } = await execAsync(command, { timeout: 10_000 }); // finding: error, unsafe
    return stdout;
  },
  needsApproval: true,
});
// --- a server's tool
import { spawn } from "child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { requireApproval } from "./prodgate-guard";

const server = new McpServer({ name: "ops", version: "1.0.0" });

server.tool("run", { command: z.string() }, async ({ command }) => {
  requireApproval("run", command);
  const child = spawn("sh", ["-c", command]); // finding: error, unsafe
  return { content: [{ type: "text", text: String(child.pid) }] };
});
// --- an in-process "sandbox"
import { DynamicTool } from "@langchain/core/tools";
import { requireApproval } from "./prodgate-guard";

const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;

async function sandbox(code: string) {
  return new AsyncFunction("input", code)({}); // finding: error, unsafe
}

export const javascript = new DynamicTool({
  name: "javascript",
  description: "Run JavaScript",
  func: async (code) => {
    requireApproval("javascript", code);
    return String(await sandbox(code));
  },
});
// --- a class
import { Tool } from "@langchain/core/tools";
import { requireApproval } from "./prodgate-guard";

export class Calculator extends Tool {
  name = "calculator";
  description = "Calculates";

  async _call(input: string) {
    requireApproval("Calculator", input);
    return String(eval(input)); // finding: error, unsafe
  }
}
// --- permissions of Claude's agent bypassed
import { query } from "@anthropic-ai/claude-agent-sdk";

export const run = (prompt: string) =>
  query({
    prompt,
    options: {
      permissionMode: "default", // finding: error, unsafe
      maxTurns: 10,
    },
  });
// --- a database that may be written
import { tool } from "ai";
import { z } from "zod";
import { pool } from "./db";
import { requireApproval } from "./prodgate-guard";

export const sql = tool({
  inputSchema: z.object({ sql: z.string() }),
  execute: async ({ sql }) => {
    requireApproval("sql", sql);
    const { rows } = await pool.query(sql); // finding: warning, unsafe
    return rows;
  },
});
// --- a map of handlers
import { execSync } from "child_process";
import { requireApproval } from "./prodgate-guard";

export const toolHandlers = {
  run_shell: async (args: { command: string }) => {
    requireApproval("run_shell", args);
    return execSync(args.command).toString(); // finding: error, unsafe
  },
};
