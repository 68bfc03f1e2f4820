// --- one call, whose answer is kept in a name
import OpenAI from "openai";

const client = new OpenAI();

export async function answer(input: string): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input }); // finding: note, unsafe
  return reply.output_text;
}
// --- what is not named is dropped
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function title(prompt: string): Promise<string> {
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt }); // finding: note, unsafe
  return text;
}
// --- a stream says it at its end
// path: app/api/chat/route.ts
import { openai } from "@ai-sdk/openai";
import { streamText } from "ai";

export async function POST(): Promise<Response> {
  const result = streamText({ model: openai("gpt-4o-mini"), prompt: "Say hello." }); // finding: note, manual
  return result.toTextStreamResponse();
}
