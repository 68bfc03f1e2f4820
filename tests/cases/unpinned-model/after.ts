// --- in a call
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o-2024-08-06", input }); // finding: note, unsafe
// --- given to a provider of the AI SDK
import { anthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

export const ask = (prompt: string) =>
  generateText({ model: anthropic("claude-haiku-4-5-20251001"), prompt }); // finding: note, unsafe
// --- the default of an environment variable
const MODEL = process.env.OPENAI_MODEL ?? "gpt-4.1-mini-2025-04-14"; // finding: note, unsafe

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
      model: 'gpt-4o-2024-08-06', // finding: note, unsafe
      input: prompt,
    }),
  });
}
// --- one constant for a name in call after call
import OpenAI from "openai";

const MODEL = "gpt-4o-2024-08-06";

const client = new OpenAI();

export const title = (text: string) =>
  client.responses.create({ model: MODEL, input: `A title for: ${text}` }); // finding: note, unsafe

export const summary = (text: string) =>
  client.responses.create({ model: MODEL, input: `Sum up: ${text}` });

export const tags = (text: string) => client.responses.create({ model: MODEL, input: text });
// --- a choice between two, and a default with bars
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string, long: boolean, model?: string) =>
  client.responses.create({
    model:
      model ||
      (long
        ? "gpt-4.1-2025-04-14" // finding: note, unsafe
        : "gpt-4.1-mini-2025-04-14"), // finding: note, unsafe
    input,
  });
