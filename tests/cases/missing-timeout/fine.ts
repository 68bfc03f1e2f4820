// --- the client sets a limit, in milliseconds
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });
const exactly = new OpenAI({ timeout: 120 * 1000 });
const fast = new OpenAI({ timeout: 30 * 1e3, maxRetries: 1 });

export const ask = (input: string) => openai.responses.create({ model: "gpt-4o", input });
// --- every use has a signal or a timeout
import OpenAI from "openai";

const openai = new OpenAI();

export const one = (input: string, signal: AbortSignal) =>
  openai.responses.create({ model: "gpt-4o", input }, { signal });

export const two = (input: string) =>
  openai.responses.create({ model: "gpt-4o", input }, { timeout: 10_000, maxRetries: 0 });
// --- groq and together stop after 60 s
import Groq from "groq-sdk";
import Together from "together-ai";

const groq = new Groq();
const together = new Together();

export const ask = (messages: any[]) =>
  groq.chat.completions.create({ model: "llama-3.3-70b-versatile", messages });
// --- a race with a timer
import OpenAI from "openai";

const openai = new OpenAI();

export function ask(input: string) {
  return Promise.race([
    openai.responses.create({ model: "gpt-4o", input }),
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too slow")), 15_000)),
  ]);
}
// --- p-timeout around the only use
import OpenAI from "openai";
import pTimeout from "p-timeout";

const openai = new OpenAI();

export const ask = (input: string) =>
  pTimeout(openai.responses.create({ model: "gpt-4o", input }), { milliseconds: 15_000 });
// --- ai with a timeout, and with a signal
// project: ai@6
import { generateObject, generateText, streamText } from "ai";

export const one = (prompt: string) =>
  generateText({ model: "openai/gpt-4o", prompt, timeout: 20_000 });

export const two = (prompt: string) =>
  generateText({ model: "openai/gpt-4o", prompt, timeout: { totalMs: 20_000 } });

export function three(prompt: string, request: Request) {
  return streamText({ model: "openai/gpt-4o", prompt, abortSignal: request.signal });
}

export const four = (schema: any, prompt: string) =>
  generateObject({ model: "openai/gpt-4o", schema, prompt, abortSignal: AbortSignal.timeout(9000) });
// --- a client passed in, or of another file
import type OpenAI from "openai";
import { openai } from "@/lib/openai";

export const ask = (client: OpenAI, input: string) =>
  client.responses.create({ model: "gpt-4o", input });

export const other = (messages: OpenAI.ChatCompletionMessageParam[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages });

export class Service {
  constructor(private readonly llm: OpenAI) {}

  ask(input: string) {
    return this.llm.responses.create({ model: "gpt-4o", input });
  }
}
// --- options that this file does not show
import OpenAI, { type ClientOptions } from "openai";
import { options } from "./config";

export const openai = new OpenAI(options);
export const second = new OpenAI({ ...options, maxRetries: 1 });
export const make = (extra: ClientOptions) => new OpenAI({ maxRetries: 1, ...extra });
// --- options of this file, with the limit among them
import OpenAI from "openai";

const limits = { timeout: 20_000, maxRetries: 2 };
const options = { ...limits, organization: "org-demo" };
const later: Record<string, unknown> = {};
later.timeout = 20_000;

export const openai = new OpenAI(options);
export const second = new OpenAI({ ...options });
export const third = new OpenAI(later);
export const fourth = new OpenAI(Object.assign({}, limits));
// --- the value comes from the environment
import OpenAI from "openai";

export const openai = new OpenAI({ timeout: Number(process.env.LLM_TIMEOUT_MS) || 30_000 });
export const second = new OpenAI({ timeout: Number(process.env.LLM_TIMEOUT_MS ?? 30_000) });
// --- an own fetch decides
import OpenAI from "openai";
import { fetchWithTimeout } from "./http";

export const openai = new OpenAI({ fetch: fetchWithTimeout });
// --- withOptions on the way
import OpenAI from "openai";

const openai = new OpenAI();

export const ask = (input: string) =>
  openai.withOptions({ timeout: 15_000 }).responses.create({ model: "gpt-4o", input });
// --- @google/genai with httpOptions, on the client or the call
import { GoogleGenAI } from "@google/genai";

const bounded = new GoogleGenAI({ httpOptions: { timeout: 30_000 } });
const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

export const one = (contents: string) =>
  ai.models.generateContent({
    model: "gemini-2.0-flash",
    contents,
    config: { httpOptions: { timeout: 20_000 }, temperature: 0 },
  });

export const two = (contents: string, abortSignal: AbortSignal) =>
  ai.models.generateContentStream({ model: "gemini-2.0-flash", contents, config: { abortSignal } });
// --- only types are imported
import type OpenAI from "openai";
import type { ChatCompletion } from "openai/resources/chat/completions";

export function textOf(reply: ChatCompletion): string {
  return reply.choices[0]?.message.content ?? "";
}

declare const client: OpenAI;
// --- classes of other packages with the same name
import { OpenAI } from "./fakes/openai";
import { ChatOpenAI } from "@acme/models";
import { generateText } from "../lib/generate";

const client = new OpenAI();
const llm = new ChatOpenAI({ model: "gpt-4o" });
generateText({ model: "gpt-4o", prompt: "hello" });
// --- a local function shadows an import
import { generateText } from "ai";

export function demo() {
  const generateText = (options: { prompt: string }) => options.prompt.toUpperCase();
  return generateText({ prompt: "not a model" });
}

export type Generate = typeof generateText;
// --- a mocked SDK in a test
// path: src/chat.test.ts
import { describe, expect, it, vi } from "vitest";

vi.mock("openai", () => ({ default: vi.fn(() => ({ responses: { create: vi.fn() } })) }));

describe("chat", () => {
  it("answers", async () => {
    const { ask } = await import("./chat");
    expect(await ask("hello")).toBeDefined();
  });
});
// --- names in comments, strings and JSX text
import { APIError } from "openai";

/**
 * @example
 * const client = new OpenAI();
 */
export const hint = `const client = new OpenAI();`; // new OpenAI() without a timeout
export const isOurs = (error: unknown) => error instanceof APIError;
// --- a generic factory with the limit
import OpenAI from "openai";

function withDefaults<T extends object>(options: T) {
  return { timeout: 20_000, ...options };
}

export const openai = new OpenAI(withDefaults({ organization: "org-demo" }));
// --- a subclass that sets the limit
import OpenAI from "openai";

class BoundedOpenAI extends OpenAI {
  constructor(options: ConstructorParameters<typeof OpenAI>[0] = {}) {
    super({ timeout: 20_000, ...options });
  }
}

export const openai = new BoundedOpenAI();
// --- LangChain with a limit on the model, or on each call
import { ChatOpenAI } from "@langchain/openai";

export const llm = new ChatOpenAI({ model: "gpt-4o", timeout: 20_000 });
const second = new ChatOpenAI({ model: "gpt-4o" });

export const ask = (question: string) => second.invoke(question, { timeout: 10_000 });
export const stream = (question: string, signal: AbortSignal) => second.stream(question, { signal });
// --- openai-edge with a signal, of its own or of the request
import { Configuration, OpenAIApi } from "openai-edge";

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

export const ask = (content: string) =>
  openai.createChatCompletion(
    { model: "gpt-4", max_tokens: 300, messages: [{ role: "user", content }] },
    { signal: AbortSignal.timeout(30_000) },
  );

export const listen = (content: string, options: RequestInit) =>
  openai.createChatCompletion(
    { model: "gpt-4", max_tokens: 300, messages: [{ role: "user", content }] },
    options,
  );
// --- what looks like it and is something else
import { OpenAIApi } from "./client";

const openai = new OpenAIApi();

export const ask = (content: string) => openai.createChatCompletion({ content });
