// --- zod on the next statement, and in the same one
import OpenAI from "openai";
import { z } from "zod";

const client = new OpenAI();
const Recipe = z.object({ title: z.string().max(200), steps: z.array(z.string()).max(30) });

export async function recipe(dish: string) {
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 900,
    messages: [{ role: "user", content: dish }],
  });
  const data = JSON.parse(reply.choices[0].message.content ?? "{}");
  return Recipe.parse(data);
}

export async function again(dish: string) {
  const reply = await client.responses.create({ model: "gpt-4o-mini", max_output_tokens: 900, input: dish });
  const parsed = Recipe.safeParse(JSON.parse(reply.output_text));
  if (!parsed.success) throw new Error("not a recipe");
  return parsed.data;
}

// --- generateObject with a schema, streamObject, and tools of the AI SDK
import { generateObject, generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { z } from "zod";

export async function facts(topic: string, store: any) {
  const { object } = await generateObject({
    model: openai("gpt-4o"),
    maxOutputTokens: 900,
    schema: z.object({ facts: z.array(z.string()) }),
    prompt: topic,
  });
  await store.save(object);
  const { toolCalls } = await generateText({ model: openai("gpt-4o"), maxOutputTokens: 900, prompt: topic });
  for (const call of toolCalls) await store.run(call.input);
  return object.facts;
}

// --- a response format made of a schema, parsed by the SDK
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const client = new OpenAI();
const City = z.object({ name: z.string() });

export async function city(text: string) {
  const reply = await client.chat.completions.parse({
    model: "gpt-4o-mini",
    max_tokens: 900,
    messages: [{ role: "user", content: text }],
    response_format: zodResponseFormat(City, "city"),
  });
  return reply.choices[0].message.parsed?.name;
}

// --- a clone, a store, a page's own event stream, settings
import OpenAI from "openai";

const client = new OpenAI();
const settings = JSON.parse(process.env.SETTINGS ?? "{}");

export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

export function restore(): string[] {
  return JSON.parse(localStorage.getItem("chat") ?? "[]");
}

export async function listen(show: (text: string) => void) {
  const reply = await fetch("/api/chat", { method: "POST" });
  const event = JSON.parse(await reply.text());
  show(event.choices[0].delta.content);
}

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o-mini", max_output_tokens: settings.cap, input });

// --- the history that is sent to a model is a clone, too
import OpenAI from "openai";

const client = new OpenAI();

export async function chat(history: { role: "user" | "assistant"; content: string }[]) {
  const messages = JSON.parse(JSON.stringify(history));
  const reply = await client.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 900, messages });
  history.push({ role: "assistant", content: reply.choices[0].message.content ?? "" });
  return JSON.parse(JSON.stringify({ history }));
}

// --- hand-made checks
import OpenAI from "openai";

const client = new OpenAI();
const KINDS = ["bug", "feature", "question"];

export async function triage(text: string) {
  const reply = await client.responses.create({ model: "gpt-4o-mini", max_output_tokens: 900, input: text });
  const raw = JSON.parse(reply.output_text);
  const kind = KINDS.includes(raw.kind) ? raw.kind : "question";
  return { kind, score: Math.min(1, Math.max(0, Number(raw.score) || 0)) };
}

export async function words(text: string): Promise<string[]> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", max_output_tokens: 900, input: text });
  const found = JSON.parse(reply.output_text);
  if (!Array.isArray(found) || !found.every((w) => typeof w === "string")) return [];
  return found.slice(0, 20);
}

// --- only asked, shown on the console, or written back
import OpenAI from "openai";

const client = new OpenAI();

export async function isValid(text: string): Promise<boolean> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", max_output_tokens: 900, input: text });
  try {
    const data = JSON.parse(reply.output_text);
    console.log(data);
    return data.ok === true;
  } catch {
    return false;
  }
}

// --- a type guard
import OpenAI from "openai";

const client = new OpenAI();
type Plan = { steps: string[] };

function isPlan(value: any): value is Plan {
  return Array.isArray(value?.steps) && value.steps.every((s: unknown) => typeof s === "string");
}

export async function plan(goal: string): Promise<Plan> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", max_output_tokens: 900, input: goal });
  const data = JSON.parse(reply.output_text);
  if (!isPlan(data)) throw new Error("not a plan");
  return data;
}

// --- an answer of another API
import OpenAI from "openai";

export const client = new OpenAI();

export async function weather(city: string) {
  const reply = await fetch(`https://weather.example.com/${city}`);
  const data = JSON.parse(await reply.text());
  return data.temperature;
}

// --- the model's own call goes back into the history
import OpenAI from "openai";

const client = new OpenAI();

export async function turn(history: any[], tools: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages: history, tools });
  const calls = reply.choices[0].message.tool_calls ?? [];
  history.push({
    role: "assistant",
    content: calls.map((call) => ({
      type: "tool_use",
      id: call.id,
      name: call.function.name,
      input: call.function.arguments ? JSON.parse(call.function.arguments) : {},
    })),
  });
  return history;
}

// --- in the form of another provider
import OpenAI from "openai";

const client = new OpenAI();

export async function parts(messages: any[], tools: any[]) {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages, tools });
  return (reply.choices[0].message.tool_calls ?? []).map((call) => ({
    functionCall: { name: call.function.name, args: JSON.parse(call.function.arguments) },
  }));
}
