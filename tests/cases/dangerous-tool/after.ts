// --- the ai SDK's tool gives its argument to a shell
// project: ai@6.0.326
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const shell = tool({ // finding: error, unsafe
  description: "Run a command",
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => execSync(command, { encoding: "utf8" }),
  needsApproval: true,
});
// --- approval that this version ignores
// project: ai@5.0.60
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";
import { requireApproval } from "./prodgate-guard";

export const shell = tool({ // finding: error, unsafe
  inputSchema: z.object({ command: z.string() }),
  needsApproval: true,
  execute: async ({ command }) => {
    requireApproval("shell", command);
    return execSync(command, { encoding: "utf8" });
  },
});
// --- a tool of the Agents SDK
import { exec } from "child_process";
import { promisify } from "util";
import { tool } from "@openai/agents";
import { z } from "zod";

const execAsync = promisify(exec);

export const shell = tool({ // finding: error, unsafe
  name: "shell",
  description: "Run a command",
  parameters: z.object({ command: z.string() }),
  execute: async ({ command }) => {
    const { stdout } = await execAsync(command, { timeout: 10_000 });
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

server.tool("run", { command: z.string() }, async ({ command }) => { // finding: error, unsafe
  requireApproval("run", command);
  const child = spawn("sh", ["-c", command]);
  return { content: [{ type: "text", text: String(child.pid) }] };
});
// --- an in-process "sandbox"
import { DynamicTool } from "@langchain/core/tools";
import { requireApproval } from "./prodgate-guard";

const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;

async function sandbox(code: string) {
  return new AsyncFunction("input", code)({});
}

export const javascript = new DynamicTool({ // finding: error, unsafe
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

export class Calculator extends Tool { // finding: error, unsafe
  name = "calculator";
  description = "Calculates";

  async _call(input: string) {
    requireApproval("Calculator", input);
    return String(eval(input));
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
// --- a map of handlers
import { execSync } from "child_process";
import { requireApproval } from "./prodgate-guard";

export const toolHandlers = {
  run_shell: async (args: { command: string }) => { // finding: error, unsafe
    requireApproval("run_shell", args);
    return execSync(args.command).toString();
  },
};
// --- a literal that the text itself evaluates, and one in the quotes of a shell
import { execFileSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";
import { requireApproval } from "./prodgate-guard";

export const run = tool({ // finding: error, unsafe
  inputSchema: z.object({ code: z.string() }),
  execute: async ({ code }) => {
    const script = `console.log(eval(${JSON.stringify(code)}));`;
    requireApproval("run", code);
    return execFileSync("node", ["-e", script], { encoding: "utf8" });
  },
});

export const find = tool({ // finding: error, unsafe
  inputSchema: z.object({ word: z.string() }),
  execute: async ({ word }) => {
    const order = `grep -r ${JSON.stringify(word)} .`;
    requireApproval("find", word);
    return execFileSync("bash", ["-c", order], { encoding: "utf8" });
  },
});
