// --- in a call
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o", input }); // finding: note, unsafe
// --- given to a provider of the AI SDK
import { anthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

export const ask = (prompt: string) =>
  generateText({ model: anthropic("claude-haiku-4-5"), prompt }); // finding: note, unsafe
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

export const llm = new ChatOpenAI({ temperature: 0 }); // finding: note, shut-down
// --- the project's own type names it
import OpenAI from "openai";

type ChatModel = "gpt-4o" | "gpt-4o-mini";
const client = new OpenAI();

export const ask = (input: string, model: ChatModel = "gpt-4o") => // finding: note, known-by-name
  client.responses.create({ model, input });
// --- a list of another file offers it by its id
// also: src/models.ts | export const MODELS = [\n  { id: "gpt-4o", name: "GPT-4o" },\n  { id: "o3", name: "o3" },\n];\n
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o", input }); // finding: note, known-by-name
// --- a choice between two, and a default with bars
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string, long: boolean, model?: string) =>
  client.responses.create({
    model:
      model ||
      (long
        ? "gpt-4.1" // finding: note, unsafe
        : "gpt-4.1-mini"), // finding: note, unsafe
    input,
  });
