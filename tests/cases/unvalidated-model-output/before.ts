// --- JSON mode and a cast
import OpenAI from "openai";

type Recipe = { title: string; steps: string[] };
const client = new OpenAI();

export async function recipe(dish: string): Promise<Recipe> {
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 900,
    response_format: { type: "json_object" },
    messages: [{ role: "user", content: dish }],
  });
  return JSON.parse(reply.choices[0]?.message?.content ?? "{}") as Recipe; // finding
}

// --- tool arguments of a chat
import OpenAI from "openai";

const client = new OpenAI();
declare function sendMail(mail: { to: string; body: string }): Promise<string>;

export async function turn(messages: any[], tools: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools });
  for (const call of reply.choices[0].message.tool_calls ?? []) {
    const args = JSON.parse(call.function.arguments); // finding
    await sendMail(args);
  }
}

// --- the text of the AI SDK, out of a fence
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export async function quiz(topic: string, db: any) {
  const { text } = await generateText({ model: openai("gpt-4o"), maxOutputTokens: 900, prompt: topic });
  const json = text.match(/```json([\s\S]*?)```/)?.[1] ?? text;
  const quiz = JSON.parse(json.trim()); // finding
  await db.quiz.create({ data: { title: quiz.title, questions: quiz.questions } });
}

// --- an object that no schema was asked for
import { generateObject } from "ai";
import { openai } from "@ai-sdk/openai";

export async function facts(topic: string) {
  const { object } = await generateObject({ // finding
    model: openai("gpt-4o"),
    maxOutputTokens: 900,
    output: "no-schema",
    prompt: topic,
  });
  return object;
}

// --- the input of a tool block
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
declare function refund(order: { id: string; amount: number }): Promise<void>;

export async function act(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type === "tool_use" && block.name === "refund") {
      await refund(block.input as { id: string; amount: number }); // finding
    }
  }
}

// --- a class with a helper
import OpenAI from "openai";

export class Planner {
  private client = new OpenAI();

  private async ask(prompt: string): Promise<string> {
    const reply = await this.client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: prompt });
    return reply.output_text;
  }

  async plan(goal: string) {
    const { steps } = JSON.parse(await this.ask(goal)); // finding
    return steps;
  }
}

// --- a part of it goes on whole: fields that nobody reads here would be lost
import OpenAI from "openai";

const client = new OpenAI();

export async function step(input: string) {
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
  const parsed = JSON.parse(reply.output_text); // finding: warning, shape-unknown
  if (parsed.call && parsed.call.name) return { ...parsed.call, why: parsed.why };
  return null;
}

// --- a record that is handed to whoever runs it, with its arguments
import OpenAI from "openai";
import { runTool } from "./tools";

const client = new OpenAI();

export async function turn(messages: any[], tools: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools });
  const results = [];
  for (const call of reply.choices[0].message.tool_calls ?? []) {
    const args = JSON.parse(call.function.arguments); // finding: warning, manual
    results.push(await runTool({ name: call.function.name, args }));
  }
  return results;
}
