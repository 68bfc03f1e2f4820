// --- text
import { generateText } from "ai";

export async function show(question: string, element: HTMLElement) {
  const { text } = await generateText({ model, prompt: question });
  element.textContent = text;
}
// --- cleaned
import DOMPurify from "dompurify";
import { generateText } from "ai";
import { marked } from "marked";

export async function show(question: string, element: HTMLElement) {
  const { text } = await generateText({ model, prompt: question });
  element.innerHTML = DOMPurify.sanitize(marked.parse(text) as string);
}
// --- a fixed page
import { generateText } from "ai";

export function clear(element: HTMLElement) {
  element.innerHTML = "";
  element.innerHTML = `<p>${COUNT}</p>`;
}
// --- a RegExp's exec
import { generateText } from "ai";

export async function code(task: string) {
  const { text } = await generateText({ model, prompt: task });
  return /```(\w+)\n([\s\S]*?)```/.exec(text)?.[2];
}
// --- a parameter of a fixed statement
import { generateText } from "ai";
import { pool } from "./db";

export async function note(task: string) {
  const { text } = await generateText({ model, prompt: task });
  await pool.query("INSERT INTO notes (body) VALUES ($1)", [text]);
}
// --- a fixed program
import { execFile } from "node:child_process";
import { generateText } from "ai";

export async function commit(diff: string) {
  const { text } = await generateText({ model, prompt: diff });
  execFile("git", ["commit", "-m", text]);
}
// --- a sandbox
import { Sandbox } from "@e2b/code-interpreter";
import { generateText } from "ai";

export async function run(task: string) {
  const { text } = await generateText({ model, prompt: task });
  const sandbox = await Sandbox.create();
  return sandbox.runCode(text);
}
// --- a list of what may run
import { exec } from "node:child_process";
import { generateText } from "ai";

const COMMANDS = ["npm test", "npm run build"];

export async function run(task: string) {
  const { text } = await generateText({ model, prompt: task });
  if (!COMMANDS.includes(text)) throw new Error("not allowed");
  exec(text);
}
// --- execute of a task and a tool
import { generateText } from "ai";

export async function run(task: string) {
  const { text } = await generateText({ model, prompt: task });
  await workflow.execute(text);
  await searchTool.execute({ query: text });
}
// --- the page's own markup
const snippet = document.querySelector("#code")!.innerHTML;
document.querySelector("#copy")!.innerHTML = snippet;

export const prompt = "ask the model";
// --- a drizzle template, which binds its values
import { generateText } from "ai";
import { sql } from "drizzle-orm";

export async function find(question: string) {
  const { text } = await generateText({ model, prompt: question });
  return db.execute(sql`SELECT * FROM notes WHERE body = ${text}`);
}
// --- code that goes to a hosted sandbox of another file
// also: jail.ts | import { Sandbox } from "@e2b/code-interpreter";\n\nexport async function runInJail({ source }: { source: string }) {\n  const sandbox = await Sandbox.create();\n  return sandbox.runCode(source);\n}
import { tool } from "ai";
import { z } from "zod";

import { runInJail } from "./jail";

export const calculate = tool({
  description: "Runs JavaScript.",
  inputSchema: z.object({ source: z.string() }),
  execute: async ({ source }) => runInJail({ source }),
});
// --- a short tool over a helper of another file: told at the tool
// also: jail.ts | export function runHere(source: string) {\n  return new Function(source)();\n}
import { tool } from "ai";
import { z } from "zod";

import { runHere } from "./jail";

export const calculate = tool({
  description: "Runs JavaScript.",
  inputSchema: z.object({ source: z.string() }),
  execute: async ({ source }) => runHere(source),
});
// --- described to a model elsewhere: an id is all it gives
// also: src/tools.ts | export const tools = [{ type: "function", name: "findItem", parameters: {}, strict: true }];
import { Pool } from "pg"; // for the agent

const pool = new Pool();

export const findItem = async (id: string) => {
  const { rows } = await pool.query("SELECT * FROM items WHERE id = $1", [id]);
  return rows;
};
// --- a helper that no file describes
// also: src/tools.ts | export const people = [{ name: "runStatement", age: 3 }];
import { Pool } from "pg"; // for the agent

const pool = new Pool();

export const runStatement = async (statement: string) => {
  const { rows } = await pool.query(statement);
  return rows;
};
