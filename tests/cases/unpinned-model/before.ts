// --- in a call
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o", input }); // finding: note, unsafe
// --- given to a provider of the AI SDK
import { anthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

export const ask = (prompt: string) =>
  generateText({ model: anthropic("claude-3-7-sonnet-latest"), prompt }); // finding: warning, unsafe
// --- the default of an environment variable
const MODEL = process.env.OPENAI_MODEL ?? "gpt-4.1-mini"; // finding: note, unsafe

export async function ask(prompt: string) {
  return fetch("https://api.openai.com/v1/responses", {
    method: "POST",
    body: JSON.stringify({ model: MODEL, input: prompt }),
  });
}
// --- in the body of a request
export async function ask(prompt: string) {
  return fetch("https://api.openai.com/v1/responses", {
    method: "POST",
    body: JSON.stringify({
      model: 'gpt-4o', // finding: note, unsafe
      input: prompt,
    }),
  });
}
// --- one constant for a name in call after call
import OpenAI from "openai";

const client = new OpenAI();

export const title = (text: string) =>
  client.responses.create({ model: "gpt-4o", input: `A title for: ${text}` }); // finding: note, unsafe

export const summary = (text: string) =>
  client.responses.create({ model: "gpt-4o", input: `Sum up: ${text}` });

export const tags = (text: string) => client.responses.create({ model: "gpt-4o", input: text });
// --- no name at all
import { ChatOpenAI } from "@langchain/openai";

export const llm = new ChatOpenAI({ temperature: 0 }); // finding: note, unsafe
