// --- written into two calls
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function summarize(text: string) {
  const prompt = `Summarize: ${text}`;
  const first = await client.chat.completions.create({
    model: "gpt-5", // the best  // finding: note, unsafe
    messages: [{ role: "user", content: prompt }],
  });
  return client.responses.create({ model: "gpt-5", input: prompt });
}
// --- a provider of the ai SDK
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export const ask = (prompt: string) => generateText({ model: openai("gpt-5"), prompt }); // finding: note, unsafe
// --- messages that are given
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export function reply(messages: OpenAI.ChatCompletionMessageParam[]) {
  return client.chat.completions.create({ model: "gpt-5", messages }); // finding: note, unsafe
}
