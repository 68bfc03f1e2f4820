// --- one statement with model and messages
// project: openai@6.49.0
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export async function ask(content: string) {
  const reply = await openai.chat.completions.create({ // finding: warning, safe
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return reply.choices[0].message.content;
}
// --- behind an endpoint it is an error
// path: app/api/chat/route.ts
// project: openai@6
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export async function POST(request: Request) {
  const { messages } = await request.json();
  const stream = await openai.chat.completions.create({ model: "gpt-4o", messages, stream: true }); // finding: error, safe
  return new Response(stream.toReadableStream());
}
// --- ai 5 and later: maxOutputTokens
// project: ai@5 @ai-sdk/openai@2
import { generateText, streamText } from "ai";
import { openai } from "@ai-sdk/openai";

export const one = (prompt: string) => generateText({ model: openai("gpt-4o"), prompt }); // finding: warning
export const two = (prompt: string) => streamText({ model: "openai/gpt-4o", prompt }); // finding: warning, safe
// --- the name of ai 4 does nothing in ai 5
// project: ai@5.0.277
import { generateText } from "ai";

export const ask = (prompt: string) =>
  generateText({ // finding: warning, unsafe
    model: "openai/gpt-4o",
    prompt,
    // @ts-expect-error gone since 5
    maxTokens: 500,
  });
// --- ai 4: maxTokens
// project: ai@4.3.19
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export const ask = (prompt: string) => generateText({ model: openai("gpt-4o"), prompt }); // finding: warning
// --- @google/genai: inside config
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ httpOptions: { timeout: 30_000 } });

export const one = (contents: string) =>
  ai.models.generateContent({ model: "gemini-2.0-flash", contents }); // finding: warning, safe
export const two = (contents: string) =>
  ai.models.generateContent({ model: "gemini-2.0-flash", contents, config: { temperature: 0 } }); // finding: warning, safe
// --- a LangChain model object
// project: @langchain/openai@1
import { ChatOpenAI } from "@langchain/openai";

export const llm = new ChatOpenAI({ model: "gpt-4o", temperature: 0 }); // finding: warning, safe
// --- a spelling of another SDK
// project: @langchain/openai@1
import { ChatOpenAI } from "@langchain/openai";

// @ts-ignore
export const llm = new ChatOpenAI({ model: "gpt-4o", max_tokens: 500 }); // finding: warning, unsafe
// --- this.client, optional chaining, non-null, generics and casts
// project: openai@6.49.0
import OpenAI from "openai";

export class Assistant {
  private client?: OpenAI = new OpenAI({ timeout: 30_000 });

  one(messages: any[]) {
    return this.client!.chat.completions.create({ model: "gpt-4o", messages }); // finding: warning
  }

  two(messages: any[]) {
    return this.client?.chat?.completions?.create({ model: "gpt-4o", messages }); // finding: warning
  }

  async three(messages: any[]) {
    return (await this.client!.chat.completions.create({ model: "gpt-4o", messages } as any)) as unknown; // finding: warning
  }
}
// --- in a loop, in a map
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export async function all(rows: string[]) {
  for (const input of rows) {
    await openai.responses.create({ model: "gpt-4o-mini", input }); // finding: error
  }
  return Promise.all(
    rows.map((input) => openai.responses.create({ model: "gpt-4o-mini", input })), // finding: error
  );
}
// --- undefined, null and a million are no caps
// project: openai@6.49.0
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export const one = (messages: any[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: undefined }); // finding: warning
export const two = (messages: any[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: null }); // finding: warning
export const three = (messages: any[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, max_tokens: 1_000_000 }); // finding: warning, unsafe
// --- a spread of this file without a cap in it
// project: openai@6.49.0
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });
const base = { model: "gpt-4o", temperature: 0 } as const;

export const ask = (messages: any[]) =>
  openai.chat.completions.create({ ...base, messages }); // finding: warning, safe
// --- structured output
// project: openai@6
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const openai = new OpenAI({ timeout: 30_000 });
const Person = z.object({ name: z.string() });

export const extract = (content: string) =>
  openai.chat.completions.parse({ // finding: warning, unsafe
    model: "gpt-4o",
    messages: [{ role: "user", content }],
    response_format: zodResponseFormat(Person, "person"),
  });
// --- another provider through baseURL
import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "https://api.deepseek.example", timeout: 30_000 });

export const ask = (messages: any[]) =>
  openai.chat.completions.create({ model: "deepseek-chat", messages }); // finding: warning, unsafe
// --- an agent of Convex has the settings of every call
// project: @convex-dev/agent@0.2.12 ai@5.0.0
import { openai } from "@ai-sdk/openai";
import { Agent } from "@convex-dev/agent";
import { components } from "./_generated/api";

export const poet = new Agent(components.agent, { // finding: warning
  name: "poet",
  languageModel: openai.chat("gpt-4o"),
});

// --- a run of an assistant, on a thread that is passed in: the options stand second
// project: openai@5
import OpenAI from "openai";

const client = new OpenAI();

export const start = (thread: string) =>
  client.beta.threads.runs.create(thread, { assistant_id: "asst_1", model: "gpt-4o" }); // finding: warning, safe

export const structured = (thread: string, response_format: OpenAI.ResponseFormatJSONObject) =>
  client.beta.threads.runs.create(thread, { assistant_id: "asst_1", model: "gpt-4o", response_format }); // finding: warning, unsafe
