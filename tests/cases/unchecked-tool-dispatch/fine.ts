// --- an own-property check
import OpenAI from "openai";
import { z } from "zod";

const client = new OpenAI();
const Input = z.object({ query: z.string().max(200) });
const tools: Record<string, (input: unknown) => Promise<string>> = {};

export async function turn(messages: any[], specs: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools: specs });
  for (const call of reply.choices[0].message.tool_calls ?? []) {
    const name = call.function.name;
    if (!Object.hasOwn(tools, name)) throw new Error(`unknown tool ${name}`);
    await tools[name](Input.parse(JSON.parse(call.function.arguments)));
  }
}

// --- a Map whose miss is answered, and a list of names
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
const handlers = new Map<string, (id: string) => Promise<void>>();
const NAMES = ["search", "read"];
const table: Record<string, (id: string) => Promise<void>> = {};

export async function turn(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type !== "tool_use") continue;
    const handler = handlers.get(block.name);
    if (!handler) continue;
    await handler(block.id);
  }
}

export async function again(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type === "tool_use" && NAMES.includes(block.name)) await table[block.name](block.id);
  }
}

// --- switch
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
declare function search(id: string): Promise<string>;

export async function turn(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type !== "tool_use") continue;
    switch (block.name) {
      case "search":
        return search(block.id);
      default:
        throw new Error("unknown tool");
    }
  }
}

// --- the tools of a role
import Anthropic from "@anthropic-ai/sdk";
import { toolsForRole } from "./roles";

const client = new Anthropic();

export async function turn(messages: any[], user: { role: string }) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  const mine = toolsForRole(user.role);
  for (const block of reply.content) if (block.type === "tool_use") await mine[block.name](block.id);
}

// --- the AI SDK runs its tools itself, with their schemas
import { generateText, tool } from "ai";
import { openai } from "@ai-sdk/openai";
import { z } from "zod";

const search = tool({ description: "Search", inputSchema: z.object({ q: z.string() }), execute: async ({ q }) => q });

export async function ask(prompt: string) {
  const { text } = await generateText({ model: openai("gpt-4o"), maxOutputTokens: 900, tools: { search }, prompt });
  return text;
}

// --- icons and labels by the name of a tool
import { useChat } from "@ai-sdk/react";
import { icons, labels } from "./icons";

export function Part({ part }: { part: { toolName: string; input: unknown } }) {
  const label = labels[part.toolName];
  return `${icons[part.toolName]} ${label}`;
}

// --- a table of something else
const formats: Record<string, (value: unknown) => string> = { json: (v) => JSON.stringify(v) };

export function write(format: string, tool: unknown) {
  return formats[format](tool);
}
