// --- a table, by the name in the tool call
import OpenAI from "openai";
import { z } from "zod";
import { checkTool, callerRole } from "./prodgate-guard";

const client = new OpenAI();
const Input = z.object({ query: z.string().max(200) });
const tools: Record<string, (input: unknown) => Promise<string>> = {
  search: async (input) => Input.parse(input).query,
};

export async function turn(messages: any[], specs: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools: specs });
  const results = [];
  for (const call of reply.choices[0].message.tool_calls ?? []) {
    const args = Input.parse(JSON.parse(call.function.arguments));
    checkTool(callerRole(), call.function.name);
    results.push(await tools[call.function.name](args)); // finding: warning, unsafe
  }
  return results;
}

// --- everything a module exports
import Anthropic from "@anthropic-ai/sdk";
import * as tools from "./tools";
import { checkTool, callerRole } from "./prodgate-guard";

const client = new Anthropic();

export async function turn(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type !== "tool_use") continue;
    checkTool(callerRole(), block.name);
    const fn = (tools as any)[block.name]; // finding: error, unsafe
    await fn(block.id);
  }
}

// --- methods of the class itself
import OpenAI from "openai";
import { checkTool, callerRole } from "./prodgate-guard";

export class Agent {
  private client = new OpenAI();

  async step(messages: any[], tools: any[]) {
    const reply = await this.client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools });
    const call = reply.choices[0].message.tool_calls![0];
    checkTool(callerRole(), call.function.name);
    return (this as any)[call.function.name](call.id); // finding: error, unsafe
  }
}

// --- a dispatcher
import { handlers } from "./handlers";
import { checkTool, callerRole } from "./prodgate-guard";

export async function executeTool(toolName: string, args: any) {
  checkTool(callerRole(), toolName);
  const result = await handlers[toolName](args); // finding: warning, unsafe
  return result;
}
