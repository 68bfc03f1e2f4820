// --- three times three, a client that does not retry, an own answer to what is tried again
import OpenAI from "openai";
import pRetry from "p-retry";

const client = new OpenAI({ timeout: 60_000 });
const single = new OpenAI({ timeout: 60_000, maxRetries: 0 });
const params = { model: "gpt-4o", max_output_tokens: 900, input: "hi" };

export const one = () => pRetry(() => client.responses.create(params), { retries: 2 });
export const two = () => pRetry(() => single.responses.create(params), { retries: 9 });
export const three = () =>
  pRetry(() => client.responses.create(params, { maxRetries: 0 }), { retries: 9 });
export const four = () =>
  pRetry(() => client.responses.create(params), { retries: 9, shouldRetry: ({ error }) => error.name === "ZodError" });
// --- no model in it
import OpenAI from "openai";
import pRetry from "p-retry";

const client = new OpenAI({ timeout: 60_000 });

export const page = (url: string) => pRetry(() => fetch(url), { retries: 9 });
// --- told not to
import { InferenceClient } from "@huggingface/inference";

const one = new InferenceClient(process.env.HF_TOKEN, { retry_on_error: false });
const two = new InferenceClient(process.env.HF_TOKEN);

export const ask = (content: string) =>
  two.chatCompletion({ model: "m", max_tokens: 900, messages: [{ role: "user", content }] }, { retry_on_error: false });
// --- an answer that does not fit, items of a list
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function ask(input: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    try {
      return JSON.parse(reply.output_text);
    } catch {
      console.warn("once more");
    }
  }
}

export async function each(inputs: string[]) {
  for (const input of inputs) {
    try {
      console.log(await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input }));
    } catch (error) {
      console.error(error);
    }
  }
}
