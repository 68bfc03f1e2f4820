// --- another library's retry around something else
import retry from "async-retry";
import OpenAI from "openai";
import { save } from "./database";

const client = new OpenAI({ timeout: 60_000 });

export async function ask(input: string) {
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
  await retry(() => save(reply), { retries: 9 });
}
// --- three of one's own
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function ask(input: string) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    } catch (error) {
      console.warn(error);
    }
  }
}
// --- the handler throws
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function ask(input: string) {
  for (let turn = 0; turn < 9; turn++) {
    try {
      return await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    } catch (error) {
      throw new Error("no answer");
    }
  }
}
// --- a client of another file, a number of another file
import OpenAI from "openai";
import pRetry from "p-retry";
import { client as other, RETRIES } from "./clients";

const client = new OpenAI({ timeout: 60_000 });
const params = { model: "gpt-4o", max_output_tokens: 900, input: "hi" };

export const one = () => pRetry(() => other.responses.create(params), { retries: 9 });
export const two = () => pRetry(() => client.responses.create(params), { retries: RETRIES });
// --- the AI SDK, told not to retry
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { backOff } from "exponential-backoff";

export const ask = (prompt: string) =>
  backOff(() => generateText({ model: openai("gpt-4o"), prompt, maxOutputTokens: 900, maxRetries: 0 }), { numOfAttempts: 8 });
// --- a function of one's own that is called retry
import OpenAI from "openai";
import { retry } from "./retry";

const client = new OpenAI({ timeout: 60_000 });

export const ask = (input: string) =>
  retry(() => client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input }), 12);
