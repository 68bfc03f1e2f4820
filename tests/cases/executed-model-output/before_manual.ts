// --- code of a reply
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function solve(task: string) {
  const { text } = await generateText({ model: openai("gpt-4o"), prompt: task });
  return eval(text); // finding: error, manual
}
// --- a function of a reply
import OpenAI from "openai";

const client = new OpenAI();

export async function transform(rows: unknown[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", messages: [] });
  const body = reply.choices[0].message.content ?? "";
  const run = new Function("rows", body); // finding: error, manual
  return run(rows);
}
// --- a command of a reply
import { exec } from "node:child_process";
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

export async function run(task: string) {
  const message = await client.messages.create({ model: "claude-sonnet-4-5", max_tokens: 99, messages: [] });
  const command = message.content[0].text;
  exec(command, (error, out) => console.log(error ?? out)); // finding: error, manual
}
// --- a statement of a reply
import { generateText } from "ai";
import { pool } from "./db";

export async function answer(question: string) {
  const { text: sql } = await generateText({ model, prompt: question });
  const { rows } = await pool.query(sql); // finding: error, manual
  return rows;
}
// --- a tool that takes a whole statement
import { tool } from "ai";
import { z } from "zod";
import { pool } from "./db";

export const sql = tool({
  inputSchema: z.object({ sql: z.string() }),
  execute: async ({ sql }) => (await pool.query(sql)).rows, // finding: error, manual
});
// --- Markdown of a reply, rendered
import { generateText } from "ai";
import { marked } from "marked";

export async function render(question: string) {
  const { text } = await generateText({ model, prompt: question });
  document.body.innerHTML = marked.parse(text) as string; // finding: warning, manual
}
// --- what is called a sandbox in another file, and is none
// also: jail.ts | export async function runInJail({ source, globals }: { source: string; globals: object }) {\n  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;\n  return new AsyncFunction(...Object.keys(globals), source)(...Object.values(globals));\n}
import { tool } from "ai";
import { z } from "zod";

import { runInJail } from "./jail";

export const calculate = tool({
  description: "Runs JavaScript over what is known of the shop.",
  inputSchema: z.object({
    source: z
      .string()
      .min(1)
      .describe("A function body that returns what is asked for."),
    title: z
      .string()
      .describe("What is shown above the result."),
    unit: z
      .enum(["pieces", "euros", "days"])
      .describe("What the result counts."),
    digits: z
      .number()
      .int()
      .describe("How many digits to show."),
  }),
  execute: async ({ source, title, unit, digits }) => ({
    title,
    unit,
    digits,
    // The jail knows its globals and nothing else.
    result: await runInJail({ source, globals }), // finding: error, manual
  }),
});
// --- a function that another file describes to the model as a tool
// also: src/tools.ts | export const tools = [{ type: "function", name: "askWarehouse", parameters: {}, strict: true }];
import { Pool } from "pg"; // for the agent

const pool = new Pool();

export const askWarehouse = async (statement: string) => {
  const { rows } = await pool.query(statement); // finding: error, manual
  return rows;
};
