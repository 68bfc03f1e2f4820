// --- require of something else called openai
const openai = require("./openai");
const { OpenAI } = require("../vendor/openai-shim");

const client = new OpenAI();
await client.chat.completions.create({ model: "gpt-4o", messages: [] });
await openai.chat.completions.create({ model: "gpt-4o", messages: [] });
// --- optional chaining and non-null on a client made elsewhere
import { getClient } from "./client.mjs";

export async function ask(messages) {
  const c = getClient();
  return c?.chat?.completions?.create({ model: "gpt-4o", messages });
}
// --- openai 3 with a limit
// project: openai@3.3.0
import { Configuration, OpenAIApi } from "openai";

const api = new OpenAIApi(new Configuration({}));

export const ask = (messages) =>
  api.createChatCompletion({ model: "gpt-3.5-turbo", messages }, { timeout: 20_000 });
// --- embeddings only, with a limit
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 20_000 });
export const embed = (input) => openai.embeddings.create({ model: "text-embedding-3-small", input });
// --- a limit that is chosen
import OpenAI from "openai";

const slow = process.argv.includes("--slow");
export const openai = new OpenAI({ timeout: slow ? 100_000 : 10_000 });
// --- constants in an object
import OpenAI from "openai";

const TIMEOUTS = { chat: 30_000, batch: 90_000 };
export const openai = new OpenAI({ timeout: TIMEOUTS.chat });
