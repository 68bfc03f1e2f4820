// --- one client for many calls is one finding, at its constructor
import OpenAI from "openai";

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, timeout: 60_000 }); // finding: warning

export async function summarise(text: string): Promise<string> {
  const reply = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: text }],
  });
  return reply.choices[0].message.content ?? "";
}

export async function translate(text: string): Promise<string> {
  const reply = await openai.responses.create({ model: "gpt-4o", input: text });
  return reply.output_text;
}
// --- @google/genai has no limit at all
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ httpOptions: { timeout: 60_000 } }); // finding: error, safe

export const ask = async (contents: string) =>
  (await ai.models.generateContent({ model: "gemini-2.0-flash", contents })).text;
// --- ai 5 has no timeout option: a signal
// project: ai@5.0.277 @ai-sdk/openai@2
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export async function ask(prompt: string) {
  const { text } = await generateText({ // finding: warning, safe
    model: openai("gpt-4o"),
    prompt,
    maxOutputTokens: 500,
    abortSignal: AbortSignal.timeout(60_000),
  });
  return text;
}
// --- ai 6 has one
// project: ai@6.0.326
import { generateText } from "ai";

export function reply(messages) {
  return generateText({ model: "openai/gpt-4o", messages, timeout: 60_000 }); // finding: warning, safe
}
// --- but not for objects
// project: ai@7.0.173
import { generateObject } from "ai";
import { z } from "zod";

export const extract = (prompt: string) =>
  generateObject({ // finding: warning, safe
    model: "openai/gpt-4o",
    schema: z.object({ name: z.string() }),
    prompt,
    timeout: 10_000,
    abortSignal: AbortSignal.timeout(60_000),
  });
// --- a client kept in a class field
// project: openai@6.49.0
import OpenAI from "openai";

export class Assistant {
  private client: OpenAI;

  constructor(private readonly model = "gpt-4o") {
    this.client = new OpenAI({ timeout: 60_000 }); // finding: warning, safe
  }

  async reply(messages: OpenAI.ChatCompletionMessageParam[]) {
    return this.client.chat.completions.create({ model: this.model, messages });
  }
}
// --- a class field with an initialiser
// project: @anthropic-ai/sdk@1.12.0
import Anthropic from "@anthropic-ai/sdk";

export class Writer {
  readonly #anthropic = new Anthropic({ // finding: warning, safe
    maxRetries: 4, // the batch runs at night
    timeout: 60_000,
  });

  async write(topic: string) {
    const message = await this.#anthropic.messages.create({
      model: "claude-sonnet-4-5",
      max_tokens: 800,
      messages: [{ role: "user", content: topic }],
    });
    return message.content;
  }
}
// --- undefined is no limit
// project: openai@5.23.2
import { OpenAI } from "openai";

const client = new OpenAI({ timeout: 60_000, maxRetries: 1 }); // finding: warning, unsafe
// --- a signal on one of two uses
// project: openai@6
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 60_000 }); // finding: warning, safe

export const quick = (input: string) =>
  openai.responses.create({ model: "gpt-4o", input }, { signal: AbortSignal.timeout(10_000) });

export const slow = (input: string) => openai.responses.create({ model: "gpt-4o", input });
// --- options in an object of this file
// project: @langchain/openai@1.6.0
import { ChatOpenAI } from "@langchain/openai";

const common = { temperature: 0, maxTokens: 500 } as const;

export const llm = new ChatOpenAI({ ...common, model: "gpt-4o", timeout: 60_000 }); // finding: warning, safe
// --- inside a route handler, lazily
// path: app/api/chat/route.ts
// project: openai@6 next@15
import OpenAI from "openai";
import { NextResponse } from "next/server";

export const maxDuration = 60;

let client: OpenAI | undefined;

function getClient() {
  client ??= new OpenAI({ timeout: 60_000 }); // finding: warning, safe
  return client;
}

export async function POST(request: Request) {
  const { messages } = await request.json();
  const reply = await getClient().chat.completions.create({ model: "gpt-4o", messages });
  return NextResponse.json(reply.choices[0].message);
}
// --- the signal belongs in the second argument
// project: openai@6
import OpenAI from "openai";

export async function ask(input: string, controller: AbortController) {
  const openai = new OpenAI({ timeout: 60_000 }); // finding: warning, safe
  return openai.responses.create({
    model: "gpt-4o",
    input,
    signal: controller.signal,
  } as any);
}
// --- a stream: a total limit ends it in the middle of an answer, in silence
// project: ai@6.0.326
import { streamText } from "ai";

export function reply(messages) {
  return streamText({ model: "openai/gpt-4o", messages, timeout: 60_000 }); // finding: warning, unsafe
}
// --- openai-edge takes the options of fetch
import { Configuration, OpenAIApi } from "openai-edge";

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

export const ask = (content: string) =>
  openai.createChatCompletion({ // finding: warning, safe
    model: "gpt-4",
    max_tokens: 300,
    messages: [{ role: "user", content }],
  }, { signal: AbortSignal.timeout(60_000) });

// --- Mastra answers an ended call with an empty text, which is no error: not without asking
// project: @mastra/core@1.71.0
import { Agent } from "@mastra/core/agent";

const guide = new Agent({ id: "guide", name: "Guide", instructions: "Be brief.", model: "openai/gpt-4o" });

export async function ask(question: string): Promise<string> {
  const answer = await guide.generate(question, { abortSignal: AbortSignal.timeout(60_000) }); // finding: warning, unsafe
  return answer.text;
}
// --- a model server on the user's own machine
import OpenAI from "openai";

export class Local {
  client = new OpenAI({ baseURL: parse(process.env.OLLAMA_BASE_PATH), apiKey: "none", timeout: 120_000 }); // finding: note, unsafe
}

const parse = (path?: string) => `${path}/v1`;
