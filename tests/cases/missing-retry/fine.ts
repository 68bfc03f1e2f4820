// --- most SDKs retry twice by themselves
import Anthropic from "@anthropic-ai/sdk";
import Groq from "groq-sdk";
import OpenAI, { AzureOpenAI } from "openai";

export const clients = [new OpenAI(), new AzureOpenAI(), new Anthropic(), new Groq()];
export const ask = (input: string) => new OpenAI({ maxRetries: 1 }).responses.create({ model: "gpt-4o", input });
// --- the AI SDK and LangChain do too
import { ChatOpenAI } from "@langchain/openai";
import { generateText } from "ai";

export const llm = new ChatOpenAI({ model: "gpt-4o" });
export const ask = (prompt: string) => generateText({ model: "openai/gpt-4o", prompt });
// --- @google/genai told to retry
import { GoogleGenAI } from "@google/genai";

const retryOptions = { attempts: 4 };
export const one = new GoogleGenAI({ httpOptions: { retryOptions: { attempts: 3 } } });
export const two = new GoogleGenAI({ httpOptions: { timeout: 30_000, retryOptions } });
export const three = new GoogleGenAI({ httpOptions: { retryOptions: {} } });
// --- options that this file does not show
import { GoogleGenAI, type GoogleGenAIOptions } from "@google/genai";
import { httpOptions, options } from "./net";

export const one = new GoogleGenAI(options);
export const two = new GoogleGenAI({ httpOptions });
export const make = (extra: GoogleGenAIOptions) => new GoogleGenAI({ vertexai: true, ...extra });
// --- p-retry around the use
import { GoogleGenAI } from "@google/genai";
import pRetry from "p-retry";

const ai = new GoogleGenAI({});

export const ask = (contents: string) =>
  pRetry(() => ai.models.generateContent({ model: "gemini-2.0-flash", contents }), { retries: 3 });
// --- a helper of this project
import { GoogleGenAI } from "@google/genai";
import { withRetry } from "./net";

const ai = new GoogleGenAI({});

const generate = (contents: string) =>
  withRetry(async () => {
    const reply = await ai.models.generateContent({ model: "gemini-2.0-flash", contents });
    return reply.text;
  });

export { generate };
// --- a function handed to a helper
import { GoogleGenAI } from "@google/genai";
import { retryable } from "./net";

const ai = new GoogleGenAI({});

async function ask(contents: string) {
  return ai.models.generateContent({ model: "gemini-2.0-flash", contents });
}

export const generate = retryable(ask);
// --- a loop of attempts
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function ask(contents: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await ai.models.generateContent({ model: "gemini-2.0-flash", contents });
    } catch (error) {
      if (attempt === 2) throw error;
      await pause(500 * 2 ** attempt);
    }
  }
}
// --- a list of models tried one after the other
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});

export async function ask(contents: string) {
  for (const model of ["gemini-2.0-flash", "gemini-1.5-flash"]) {
    try {
      return await ai.models.generateContent({ model, contents });
    } catch (error) {
      console.error(model, error);
    }
  }
  throw new Error("no model answered");
}
// --- a step of a durable workflow repeats itself
import { GoogleGenAI } from "@google/genai";
import { inngest } from "./inngest";

const ai = new GoogleGenAI({});

export const answer = inngest.createFunction(
  { id: "answer", retries: 4 },
  { event: "chat/asked" },
  async ({ event, step }) =>
    step.run("ask", () => ai.models.generateContent({ model: "gemini-2.0-flash", contents: event.data.text })),
);
// --- switched off on the client, on at the call
import OpenAI from "openai";

const openai = new OpenAI({ maxRetries: 0 });

export const ask = (input: string) =>
  openai.responses.create({ model: "gpt-4o", input }, { maxRetries: 3 });
// --- LangChain's own
import { ChatOpenAI } from "@langchain/openai";

export const llm = new ChatOpenAI({ model: "gpt-4o", maxRetries: 0 }).withRetry({ stopAfterAttempt: 3 });
// --- mistral with a retryConfig
import { Mistral } from "@mistralai/mistralai";
import { backoff } from "./net";

export const one = new Mistral({
  retryConfig: {
    strategy: "backoff",
    backoff: { initialInterval: 500, maxInterval: 8000, exponent: 2, maxElapsedTime: 60_000 },
    retryConnectionErrors: true,
  },
});
export const two = new Mistral({ retryConfig: backoff });
// --- mistral with retries at every call
import { Mistral } from "@mistralai/mistralai";
import { backoff } from "./net";

const mistral = new Mistral({ apiKey: process.env.MISTRAL_API_KEY });

export const ask = (content: string) =>
  mistral.chat.complete(
    { model: "mistral-small-latest", messages: [{ role: "user", content }] },
    { retries: backoff },
  );
// --- the number comes from elsewhere
import OpenAI from "openai";

export const one = new OpenAI({ maxRetries: Number(process.env.LLM_RETRIES ?? 2) });
export const two = new OpenAI({ maxRetries: process.env.CI ? 0 : 3 });
// --- a client of another file, a parameter, a type
import type { GoogleGenAI } from "@google/genai";
import { ai } from "./clients";

export const ask = (contents: string) => ai.models.generateContent({ model: "gemini-2.0-flash", contents });
export const other = (gemini: GoogleGenAI, contents: string) =>
  gemini.models.generateContent({ model: "gemini-2.0-flash", contents });
// --- raw HTTP is another matter
// path: server/raw.ts
import axios from "axios";

export const page = () => axios.get("https://api.example/items", { timeout: 5000 });
export const other = () => fetch("https://api.example/items", { signal: AbortSignal.timeout(5000) });
// --- a class with the same name from elsewhere
import { GoogleGenAI } from "./fakes";

export const ai = new GoogleGenAI({});
// --- a task with a retry policy of its own
import { GoogleGenAI } from "@google/genai";
import { task } from "@trigger.dev/sdk/v3";

const ai = new GoogleGenAI({});

export const answer = task({
  id: "answer",
  retry: { maxAttempts: 3 },
  run: async ({ text }: { text: string }) =>
    ai.models.generateContent({ model: "gemini-2.0-flash", contents: text }),
});
// --- a local ollama, which has no option for it
import { Ollama } from "ollama";

export const ollama = new Ollama({ host: "http://localhost:11434" });
// --- whoever fails is followed by another provider
import { GoogleGenAI } from "@google/genai";
import { askClaude } from "./claude";

export async function answer(contents: string): Promise<string> {
  try {
    const ai = new GoogleGenAI({});
    const said = await ai.models.generateContent({ model: "gemini-2.0-flash", contents });
    if (said.text) return said.text;
  } catch (error) {
    console.error("Gemini failed", error);
  }
  return await askClaude(contents);
}
// --- a release of @google/genai that has no retryOptions
// project: @google/genai@1.30.0
import { GoogleGenAI } from "@google/genai";

export const client = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
