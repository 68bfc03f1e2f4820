// --- require and new
// project: openai@4.104.0
const OpenAI = require("openai");

const openai = new OpenAI({ // finding: warning, safe
  organization: process.env.OPENAI_ORG,
  timeout: 60_000,
  // the key is read from the environment
});

module.exports = { ask: (messages) => openai.chat.completions.create({ model: "gpt-4o", messages }) };
// --- require with a property and a destructuring
// project: openai@5 @anthropic-ai/sdk@1
const { OpenAI } = require("openai");
const Anthropic = require("@anthropic-ai/sdk").default;

exports.openai = new OpenAI({ timeout: 60_000 }); // finding: warning, safe
exports.claude = new Anthropic({ timeout: 60_000 }); // finding: warning, safe
// --- a dynamic import
// project: openai@6
export async function ask(input) {
  const { default: OpenAI } = await import("openai");
  const client = new OpenAI({ timeout: 60_000 }); // finding: warning, safe
  return client.responses.create({ model: "gpt-4o", input });
}
// --- openai 3 over axios: the call
// project: openai@3.3.0
const { Configuration, OpenAIApi } = require("openai");

const api = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));

module.exports = async function ask(prompt) {
  const reply = await api.createChatCompletion({ // finding: error, safe
    model: "gpt-3.5-turbo",
    messages: [{ role: "user", content: prompt }],
  }, { timeout: 60_000 });
  return reply.data.choices[0].message.content;
};
// --- a wait of five minutes is above the policy
// project: openai@6
import OpenAI from "openai";

const MINUTE = 60 * 1000;
const openai = new OpenAI({ timeout: 120_000 }); // finding: warning, unsafe
// --- a timeout in a place where it does nothing
// project: ai@5
import { generateText } from "ai";

export const ask = (prompt) =>
  generateText({ model: "openai/gpt-4o", prompt, timeout: 5000, abortSignal: AbortSignal.timeout(60_000) }); // finding: warning, safe
