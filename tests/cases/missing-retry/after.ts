// --- @google/genai repeats nothing by itself
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY, httpOptions: { retryOptions: { attempts: 3 } } }); // finding: warning, safe

export async function ask(contents: string) {
  const reply = await ai.models.generateContent({ model: "gemini-2.0-flash", contents });
  return reply.text;
}
// --- retries switched off
import OpenAI from "openai";

export const openai = new OpenAI({ timeout: 30_000, maxRetries: 2 }); // finding: warning, unsafe
// --- switched off at one call
import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();

export const ask = (content: string) =>
  anthropic.messages.create( // finding: warning, unsafe
    { model: "claude-sonnet-4-5", max_tokens: 500, messages: [{ role: "user", content }] },
    { maxRetries: 2, timeout: 10_000 },
  );
// --- the AI SDK told not to
// project: ai@6
import { generateText } from "ai";

export async function ask(prompt: string) {
  const { text } = await generateText({ // finding: warning, unsafe
    model: "openai/gpt-4o",
    prompt,
    maxRetries: 2,
  });
  return text;
}
// --- mistral needs a retryConfig
import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({ // finding: warning, safe
  apiKey: process.env.MISTRAL_API_KEY,
  timeoutMs: 30_000, // seconds matter here
  retryConfig: { strategy: "backoff", backoff: { initialInterval: 12000, maxInterval: 60000, exponent: 1, maxElapsedTime: 11000 }, retryConnectionErrors: true },
});

export const ask = (content: string) =>
  mistral.chat.complete({ model: "mistral-small-latest", messages: [{ role: "user", content }] });
// --- a client in a class, options beside it
import { GoogleGenAI } from "@google/genai";

export class Gemini {
  private readonly ai: GoogleGenAI;

  constructor(apiKey: string) {
    this.ai = new GoogleGenAI({ apiKey, httpOptions: { timeout: 30_000, retryOptions: { attempts: 3 } } }); // finding: warning, safe
  }

  ask(contents: string) {
    return this.ai.models.generateContent({ model: "gemini-2.0-flash", contents });
  }
}
// --- a loop over items is no retry
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ httpOptions: { retryOptions: { attempts: 3 } } }); // finding: warning, safe

export async function label(items: string[]) {
  const labels: string[] = [];
  for (const item of items) {
    try {
      const reply = await ai.models.generateContent({ model: "gemini-2.0-flash", contents: item });
      labels.push(reply.text ?? "");
    } catch {
      labels.push("unknown");
    }
  }
  return labels;
}
