// --- a cap under each of its names
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export const one = (messages: any[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: 500 });
export const two = (messages: any[]) =>
  openai.chat.completions.create({ model: "o3-mini", messages, max_completion_tokens: 2000 });
export const three = (input: string) =>
  openai.responses.create({ model: "gpt-4o", input, max_output_tokens: 500 });
// --- the SDK demands a cap, or sends one by itself
import Anthropic from "@anthropic-ai/sdk";
import { ChatAnthropic } from "@langchain/anthropic";

const anthropic = new Anthropic({ timeout: 30_000 });

export const llm = new ChatAnthropic({ model: "claude-sonnet-4-5" });
export const ask = (messages: Anthropic.MessageParam[]) =>
  anthropic.messages.create({ model: "claude-sonnet-4-5", max_tokens: 500, messages });
// --- the Anthropic provider of ai always sends a cap
// project: ai@6 @ai-sdk/anthropic@3
import { anthropic, createAnthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

const own = createAnthropic({ apiKey: process.env.ANTHROPIC_API_KEY });

export const one = (prompt: string) => generateText({ model: anthropic("claude-sonnet-4-5"), prompt });
export const two = (prompt: string) => generateText({ model: own("claude-sonnet-4-5"), prompt });
// --- ai with the name of its version
// project: ai@5
import { generateObject, generateText } from "ai";

const settings = { maxOutputTokens: 800 };

export const one = (prompt: string) =>
  generateText({ model: "openai/gpt-4o", prompt, maxOutputTokens: 500 });
export const two = (schema: any, prompt: string) =>
  generateObject({ model: "openai/gpt-4o", schema, prompt, ...settings });
// --- embeddings, images, audio
// project: ai@5
import { embed, experimental_generateImage as generateImage } from "ai";
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export const one = (value: string) => embed({ model: "openai/text-embedding-3-small", value });
export const two = (prompt: string) => generateImage({ model: "openai/dall-e-3" as any, prompt });
export const three = (input: string) => openai.embeddings.create({ model: "text-embedding-3-small", input });
export const four = (prompt: string) => openai.images.generate({ model: "gpt-image-1", prompt });
export const five = () => openai.beta.assistants.create({ model: "gpt-4o" });
// --- parameters that this file does not show
import OpenAI from "openai";
import { defaults, paramsFor } from "./params";

const openai = new OpenAI({ timeout: 30_000 });
type Params = OpenAI.ChatCompletionCreateParamsNonStreaming;

export const one = (params: Params) => openai.chat.completions.create(params);
export const two = (messages: any[]) => openai.chat.completions.create({ ...defaults, messages });
export const three = (messages: any[]) => openai.chat.completions.create(paramsFor(messages));
export const four = (messages: any[], { stream = false, ...rest }: any) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, stream, ...rest });
// --- parameters of this file with the cap among them
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });
const limits = { max_tokens: 500 };

export async function one(messages: any[], brief: boolean) {
  const params: any = { model: "gpt-4o", messages };
  params.max_tokens = brief ? 100 : 800;
  return openai.chat.completions.create(params);
}

export const two = (messages: any[]) => openai.chat.completions.create({ model: "gpt-4o", messages, ...limits });
export const three = (messages: any[]) =>
  openai.chat.completions.create(Object.assign({ model: "gpt-4o", messages }, limits));

export function four(model: string, messages: any[]) {
  const key = model.startsWith("o") ? "max_completion_tokens" : "max_tokens";
  return openai.chat.completions.create({ model, messages, [key]: 500 });
}

export function five(model: string, messages: any[]) {
  return openai.chat.completions.create({
    model,
    messages,
    ...(model.startsWith("o") ? { max_completion_tokens: 2000 } : { max_tokens: 500 }),
  });
}

export function six(messages: any[], limit?: number) {
  return openai.chat.completions.create({ model: "gpt-4o", messages, ...(limit && { max_tokens: limit }) });
}
// --- the cap from a constant, the environment, an argument
import OpenAI from "openai";
import { MAX_TOKENS, settings } from "./settings";

const openai = new OpenAI({ timeout: 30_000 });
const LIMIT = 500;

export function ask(messages: any[], max_tokens = 300) {
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: LIMIT });
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: MAX_TOKENS });
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: settings.maxTokens });
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: Number(process.env.LIMIT) });
  return openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens });
}
// --- @google/genai with a cap in its config, or a config of another file
import { GoogleGenAI } from "@google/genai";
import { config } from "./config";

const ai = new GoogleGenAI({ httpOptions: { timeout: 30_000 } });
const brief = { maxOutputTokens: 200, temperature: 0 };

export const one = (contents: string) =>
  ai.models.generateContent({ model: "gemini-2.0-flash", contents, config: { maxOutputTokens: 500 } });
export const two = (contents: string) =>
  ai.models.generateContent({ model: "gemini-2.0-flash", contents, config });
export const three = (contents: string) =>
  ai.models.generateContent({ model: "gemini-2.0-flash", contents, config: brief });
export const four = (contents: string) => ai.models.countTokens({ model: "gemini-2.0-flash", contents });
// --- the old Gemini package with a cap on the model
import { GoogleGenerativeAI } from "@google/generative-ai";

const genAI = new GoogleGenerativeAI(process.env.GEMINI_API_KEY!);
const model = genAI.getGenerativeModel({
  model: "gemini-1.5-flash",
  generationConfig: { maxOutputTokens: 500 },
});

export const ask = (prompt: string) => model.generateContent(prompt);
// --- a LangChain model with a cap, bound or its own
import { ChatOpenAI } from "@langchain/openai";

export const one = new ChatOpenAI({ model: "gpt-4o", maxTokens: 500 });
const fields = { model: "gpt-4o", maxTokens: 300 };
export const two = new ChatOpenAI(fields);
// --- functions of one's own with the name of an SDK's
import { generateText } from "@/lib/generate";
import { completion } from "./completion";

export const one = (prompt: string) => generateText({ model: "gpt-4o", prompt });
export const two = (prompt: string) => completion({ model: "gpt-4o", prompt });

class Chat {
  completions = { create: (params: object) => params };
}
export const three = new Chat().completions.create({ model: "gpt-4o" });
// --- a mocked client in a test
// path: src/chat.test.ts
import { expect, vi } from "vitest";

const openai = { chat: { completions: { create: vi.fn() } } };

await openai.chat.completions.create({ model: "gpt-4o", messages: [] });
expect(openai.chat.completions.create).toHaveBeenCalled();
// --- comments, strings, types
import type OpenAI from "openai";

// openai.chat.completions.create({ model: "gpt-4o", messages })
export const example = `openai.chat.completions.create({ model: "gpt-4o", messages })`;
export type Create = OpenAI["chat"]["completions"]["create"];
// --- retrieve, list, stream helpers
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export const one = (id: string) => openai.responses.retrieve(id);
export const two = () => openai.models.list();
export const three = (id: string) => openai.chat.completions.retrieve(id);
// --- ollama with num_predict
import ollama from "ollama";

const options = { num_predict: 300 };

export const one = (prompt: string) => ollama.generate({ model: "llama3.2", prompt, options });
export const two = (messages: any[]) =>
  ollama.chat({ model: "llama3.2", messages, options: { ...options, temperature: 0 } });
// --- a wrapper that adds the cap to what it is given
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export function capped(params: OpenAI.ChatCompletionCreateParamsNonStreaming) {
  return openai.chat.completions.create({ max_tokens: 500, ...params });
}
// --- a model chosen with middleware that sets the cap
// project: ai@5
import { defaultSettingsMiddleware, generateText, wrapLanguageModel } from "ai";
import { openai } from "@ai-sdk/openai";

const model = wrapLanguageModel({
  model: openai("gpt-4o"),
  middleware: defaultSettingsMiddleware({ settings: { maxOutputTokens: 500 } }),
});

export const ask = (prompt: string) => generateText({ model, prompt });
// --- an agent of Convex with a cap, and a version that was not measured
// project: @convex-dev/agent@0.2.12 ai@5.0.0
import { openai } from "@ai-sdk/openai";
import { Agent } from "@convex-dev/agent";
import { components } from "./_generated/api";

export const poet = new Agent(components.agent, {
  name: "poet",
  languageModel: openai.chat("gpt-4o"),
  callSettings: { maxOutputTokens: 900 },
});
