// --- a controller that is aborted by a timer
import OpenAI from "openai";

const openai = new OpenAI();

export async function ask(input: string) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 15_000);
  try {
    return await openai.responses.create({ model: "gpt-4o", input }, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}
// --- request options built above
import OpenAI from "openai";

const openai = new OpenAI();
const request = { timeout: 15_000 };

export const one = (input: string) => openai.responses.create({ model: "gpt-4o", input }, request);
// --- request options spread into others
import OpenAI from "openai";

const openai = new OpenAI();
const request = { timeout: 15_000 };

export const one = (input: string) =>
  openai.responses.create({ model: "gpt-4o", input }, { ...request, maxRetries: 1 });
// --- a helper that makes clients
import OpenAI from "openai";

const make = (apiKey: string) => new OpenAI({ apiKey, timeout: 15_000 });

export const clients = new Map<string, OpenAI>();
export function clientFor(key: string) {
  const known = clients.get(key) ?? make(key);
  clients.set(key, known);
  return known;
}
// --- a singleton on globalThis
import OpenAI from "openai";

const scope = globalThis as unknown as { openai?: OpenAI };
export const openai = scope.openai ?? new OpenAI({ timeout: 20_000 });
if (process.env.NODE_ENV !== "production") scope.openai = openai;
// --- a limit set after construction
import OpenAI from "openai";

export const openai = new OpenAI();
openai.timeout = 20_000;
// --- defaults as a parameter of a function
import OpenAI from "openai";

export function createClient({ timeout = 20_000, maxRetries = 2 }: { timeout?: number; maxRetries?: number } = {}) {
  return new OpenAI({ timeout, maxRetries });
}
// --- a proxy of types and a re-export
export { default as OpenAI } from "openai";
export type { ClientOptions } from "openai";
export * from "openai/error";
// --- the provider factories of ai have no time of their own
// project: ai@6 @ai-sdk/openai@3
import { createOpenAI } from "@ai-sdk/openai";

export const openai = createOpenAI({ apiKey: process.env.OPENAI_API_KEY });
export const model = openai("gpt-4o");
// --- an agent with a limit at each call
// project: ai@6
import { ToolLoopAgent } from "ai";

const agent = new ToolLoopAgent({ model: "openai/gpt-4o", timeout: 30_000 });
export const ask = (prompt: string) => agent.generate({ prompt });
