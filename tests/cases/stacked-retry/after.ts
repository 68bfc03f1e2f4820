// --- p-retry around a client that retries
import OpenAI from "openai";
import pRetry from "p-retry";

const client = new OpenAI({ timeout: 60_000, maxRetries: 0 });

export const ask = (input: string) =>
  pRetry(() => client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input }), { retries: 5 }); // finding: warning, unsafe
// --- p-retry's own default, for ever, and a helper
import OpenAI from "openai";
import pRetry from "p-retry";

const client = new OpenAI({ timeout: 60_000, maxRetries: 0 });

async function ask(input: string) {
  return client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
}

export const one = (input: string) => pRetry(() => ask(input)); // finding: warning, unsafe
export const two = (input: string) => pRetry(() => ask(input), { forever: false, retries: 2 }); // finding: error, unsafe
// --- async-retry
import Anthropic from "@anthropic-ai/sdk";
import retry from "async-retry";

const client = new Anthropic({ timeout: 60_000, maxRetries: 0 });

export const ask = (messages: Anthropic.MessageParam[]) =>
  retry( // finding: warning, unsafe
    async () => client.messages.create({ model: "claude-sonnet-4-5", max_tokens: 900, messages }),
    { retries: 4 },
  );
// --- a loop of one's own
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000, maxRetries: 0 });

export async function ask(input: string) {
  for (let attempt = 0; attempt < 5; attempt++) { // finding: warning, unsafe
    try {
      return await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
// --- a loop of one's own that never stops
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000, maxRetries: 0 });

export async function ask(input: string) {
  let attempts = 0;
  while (true) { // finding: error, unsafe
    attempts += 1;
    if (attempts > 3) throw new Error("gave up after 3 attempts");
    try {
      return await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
// --- an SDK that repeats a 503 for ever
import { InferenceClient } from "@huggingface/inference";

const client = new InferenceClient(process.env.HF_TOKEN, { retry_on_error: false }); // finding: error, unsafe

export const ask = (content: string) =>
  client.chatCompletion({ model: "meta-llama/Llama-3.1-8B-Instruct", max_tokens: 900, messages: [{ role: "user", content }] });
// --- generateText has retries of its own
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { backOff } from "exponential-backoff";

export const ask = (prompt: string) =>
  backOff(() => generateText({ model: openai("gpt-4o"), prompt, maxOutputTokens: 900, maxRetries: 0 }), { numOfAttempts: 4 }); // finding: warning, unsafe
