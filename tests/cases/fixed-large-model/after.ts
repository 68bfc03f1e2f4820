// --- written into two calls
import OpenAI from "openai";
import { chooseModel } from "./prodgate-guard";

const client = new OpenAI({ timeout: 60_000 });

export async function summarize(text: string) {
  const prompt = `Summarize: ${text}`;
  const first = await client.chat.completions.create({
    model: chooseModel("gpt-5", prompt), // the best  // finding: note, unsafe
    messages: [{ role: "user", content: prompt }],
  });
  return client.responses.create({ model: chooseModel("gpt-5", prompt), input: prompt });
}
// --- a provider of the ai SDK
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { chooseModel } from "./prodgate-guard";

export const ask = (prompt: string) => generateText({ model: openai(chooseModel("gpt-5", prompt)), prompt }); // finding: note, unsafe
// --- messages that are given
import OpenAI from "openai";
import { chooseModel } from "./prodgate-guard";

const client = new OpenAI({ timeout: 60_000 });

export function reply(messages: OpenAI.ChatCompletionMessageParam[]) {
  return client.chat.completions.create({ model: chooseModel("gpt-5", JSON.stringify(messages)), messages }); // finding: note, unsafe
}
