// --- it is read
import OpenAI from "openai";

const client = new OpenAI();

export async function answer(input: string): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input });
  console.info("tokens", reply.usage?.total_tokens);
  return reply.output_text;
}
// --- it is read when the stream ends
// path: app/api/chat/route.ts
import { openai } from "@ai-sdk/openai";
import { streamText } from "ai";

export async function POST(): Promise<Response> {
  const result = streamText({
    model: openai("gpt-4o-mini"),
    prompt: "Say hello.",
    onFinish: ({ totalUsage }) => console.info(totalUsage.totalTokens),
  });
  return result.toTextStreamResponse();
}
// --- telemetry is on
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function title(prompt: string): Promise<string> {
  const { text } = await generateText({
    model: openai("gpt-4o-mini"),
    prompt,
    experimental_telemetry: { isEnabled: true },
  });
  return text;
}
// --- the project traces
// project: @vercel/otel ai
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function title(prompt: string): Promise<string> {
  return (await generateText({ model: openai("gpt-4o-mini"), prompt })).text;
}
// --- the whole answer goes to somebody else
import OpenAI from "openai";
import { keep } from "./book";

const client = new OpenAI();

export const ask = (input: string) => client.responses.create({ model: "gpt-4o-mini", input });

export async function tell(input: string): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input });
  keep(reply);
  return reply.output_text;
}
// --- a test
// path: src/answer.test.ts
import OpenAI from "openai";

const client = new OpenAI();

export const one = async () => (await client.responses.create({ model: "gpt-4o-mini", input: "Hi" })).output_text;
// --- the answer of an old endpoint, which says nothing of tokens
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function answer(prompt: string): Promise<string> {
  const reply = await client.completions.create({ model: "claude-2.1", prompt, max_tokens_to_sample: 300 });
  return reply.completion.trim();
}
