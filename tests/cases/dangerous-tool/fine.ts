// --- approval
// project: ai@6.0.326
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const shell = tool({
  inputSchema: z.object({ command: z.string() }),
  needsApproval: true,
  execute: async ({ command }) => execSync(command, { encoding: "utf8" }),
});
// --- a fixed program
import { execFile, spawn } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const list = tool({
  inputSchema: z.object({ folder: z.string() }),
  execute: async ({ folder }) => execFile("ls", ["-la", folder]),
});

export const log = tool({
  inputSchema: z.object({ path: z.string() }),
  execute: async ({ path }) => spawn("git", ["log", "--", path]),
});
// --- a container
import { execFileSync, execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const run = tool({
  inputSchema: z.object({ code: z.string() }),
  execute: async ({ code }) => execFileSync("docker", ["run", "--rm", "node:22", "node", "-e", code]),
});

export const inBox = tool({
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => execSync(`docker exec box ${command}`),
});
// --- a hosted sandbox
import { Sandbox } from "@e2b/code-interpreter";
import { tool } from "ai";
import { z } from "zod";

export const run = tool({
  inputSchema: z.object({ code: z.string() }),
  execute: async ({ code }) => {
    const sandbox = await Sandbox.create();
    return sandbox.runCode(code);
  },
});

export const shell = tool({
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => (await Sandbox.create()).commands.run(command),
});
// --- an allow-list
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

const ALLOWED = ["npm test", "npm run lint"];

export const run = tool({
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => {
    if (!ALLOWED.includes(command)) throw new Error("not allowed");
    return execSync(command).toString();
  },
});
// --- a person is asked
import { execSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const run = tool({
  inputSchema: z.object({ command: z.string() }),
  execute: async ({ command }) => {
    if (!(await confirmWithUser(`Run ${command}?`))) return "refused";
    return execSync(command).toString();
  },
});
// --- a RegExp's exec, a tool that tests a pattern
import { tool } from "ai";
import { z } from "zod";

const PATTERN = /(\d+) (\w+)/;

export const parse = tool({
  inputSchema: z.object({ text: z.string() }),
  execute: async ({ text }) => PATTERN.exec(text),
});
// --- parameters of a fixed statement
import { tool } from "ai";
import { z } from "zod";
import { pool } from "./db";

export const order = tool({
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => (await pool.query("SELECT * FROM orders WHERE id = $1", [id])).rows,
});
// --- a search that is called query
import { tool } from "ai";
import { z } from "zod";

export const search = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => index.query({ text: query, topK: 5 }),
});

export const ask = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }) => engine.search(query),
});
// --- a calculator that knows its characters
import { tool } from "ai";
import { z } from "zod";

export const calculate = tool({
  inputSchema: z.object({ expression: z.string() }),
  execute: async ({ expression }) => {
    if (!/^[\d\s+*/().-]+$/.test(expression)) return "only digits";
    return eval(expression);
  },
});
// --- a build script
import { execSync } from "child_process";

export function build(target: string) {
  execSync(`make ${target}`, { stdio: "inherit" });
}
// --- the mode is chosen elsewhere
import { query } from "@anthropic-ai/claude-agent-sdk";

export const run = (prompt: string, permissionMode: "default" | "plan") =>
  query({ prompt, options: { permissionMode } });

export const reads = (prompt: string) =>
  query({ prompt, options: { permissionMode: "bypassPermissions", tools: ["Read", "Glob"] } });
// --- a type that names the mode
export type Mode = "default" | "bypassPermissions";
export const MODES: Mode[] = ["default", "bypassPermissions"];
// --- a tool in a test
// path: src/tools.test.ts
import { execSync } from "child_process";
import { tool } from "ai";

export const shell = tool({ execute: async ({ command }) => execSync(command) });
// --- the argument is an address of a request
import { tool } from "ai";
import { z } from "zod";

export const status = tool({
  inputSchema: z.object({ url: z.string() }),
  execute: async ({ url }) => (await fetch(url)).status,
});
// --- functions of another file: a fixed program, and a person who is asked
// also: machine.ts | import { execFileSync, execSync } from "node:child_process";\nimport { confirm } from "./ask";\n\nexport function disk(path: string) {\n  return execFileSync("df", [path]).toString();\n}\n\nexport async function onMachine(order: string) {\n  if (!(await confirm(order))) return "no";\n  return execSync(order).toString();\n}
import { tool } from "@langchain/core/tools";

import { disk, onMachine } from "./machine";

export const free = tool(disk, { name: "disk" });
export const machine = tool(onMachine, { name: "machine" });
// --- a name that no file of the project defines
import { tool } from "@langchain/core/tools";
import { onMachine } from "@acme/machine";

export const machine = tool(onMachine, { name: "machine" });
// --- what the model writes is a literal in the code: data, whatever it holds
import { execFileSync } from "node:child_process";
import { tool } from "ai";
import { z } from "zod";

export const close = tool({
  inputSchema: z.object({ tab: z.string() }),
  execute: async ({ tab }) => {
    const wanted = `tabs.find((t) => t.title === ${JSON.stringify(tab.toLowerCase())})`;
    const script = `const tabs = require("./tabs"); console.log(${wanted});`;
    return execFileSync("node", ["-e", script], { encoding: "utf8" });
  },
});
