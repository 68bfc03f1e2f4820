// --- counted in the middle, compared at the end
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function run(input: string) {
  let turns = 0;
  for (;;) {
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    turns += 1;
    if (reply.output_text.includes("FINAL") || turns === 8) return reply.output_text;
    input += reply.output_text;
  }
}
// --- the steps are collected, and their number is the limit
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export async function run(prompt: string) {
  const steps: string[] = [];
  while (true) {
    const { text } = await generateText({ model: openai("gpt-4o"), prompt, maxOutputTokens: 900 });
    steps.push(text);
    if (text.includes("FINAL") || steps.length >= 10) return steps;
  }
}
// --- a signal that throws
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function run(input: string, signal: AbortSignal) {
  while (true) {
    signal.throwIfAborted();
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    if (reply.output_text.includes("FINAL")) return reply.output_text;
  }
}
// --- an interval is no loop, an event neither
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });
const ask = (input: string) => client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });

setInterval(() => ask("status"), 60_000);
process.on("message", (text: string) => ask(text));
// --- a socket and a generator bring the work
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function serve(lines: AsyncIterator<string>) {
  while (true) {
    const { value, done } = await lines.next();
    if (done) return;
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: value });
  }
}

export async function all(messages: AsyncIterable<string>) {
  for await (const input of messages) {
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
  }
}
// --- a race around the loop
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

async function run(input: string) {
  while (true) {
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    if (reply.output_text.includes("FINAL")) return reply.output_text;
  }
}

export const bounded = (input: string) => withTimeout(run(input), 60_000);
// --- a tree is walked, a page is scrolled
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function visit(node: { text: string; children: [] }) {
  await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: node.text });
  for (const child of node.children) await visit(child);
}

export async function scroll(page: { next(): boolean; text: string }) {
  while (page.next()) {
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: page.text });
  }
}
// --- the AI SDK's own agent, in a route that answers once
import { streamText, convertToModelMessages, stepCountIs } from "ai";
import { openai } from "@ai-sdk/openai";

export async function POST(req: Request) {
  const { messages } = await req.json();
  const result = streamText({
    model: openai("gpt-4o"),
    messages: convertToModelMessages(messages),
    stopWhen: stepCountIs(5),
    tools,
  });
  return result.toUIMessageStreamResponse();
}
