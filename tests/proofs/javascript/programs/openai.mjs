// --- a question in a chat
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0 | openai@4.60.0
// missing-timeout: openai.default
// uncapped-tokens: chat.completions.create

import OpenAI from "openai";

const client = new OpenAI();

async function ask(question) {
  const answer = await client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: question }],
  });
  return answer.choices[0].message.content;
}

console.log(await ask("What is the capital of France?"));

// --- on another provider's address
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// missing-timeout: openai.OpenAI
// uncapped-tokens: chat.completions.create

import { OpenAI } from "openai";

const client = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  baseURL: process.env.MODEL_URL, // a gateway
});

const answer = await client.chat.completions.create({
  model: "gpt-4o",
  temperature: 0,
  messages: [
    { role: "system", content: "Answer in one word." },
    { role: "user", content: "What is the capital of France?" },
  ],
});
console.log(answer.choices[0].message.content);

// --- a server of the older kind
// file: src/ask.cjs
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// missing-timeout: openai
// uncapped-tokens: chat.completions.create

const OpenAI = require("openai");

const openai = new OpenAI({ maxRetries: 1 });

async function main() {
  const answer = await openai.chat.completions.create({
    model: "gpt-3.5-turbo",
    messages: [{ role: "user", content: "What is the capital of France?" }],
  });
  console.log(answer.choices[0].message.content);
}

main();

// --- words as they come
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// uncapped-tokens: chat.completions.create

import OpenAI from "openai";

const client = new OpenAI();
const stream = await client.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "What is the capital of France?" }],
  stream: true,
});
for await (const part of stream) {
  process.stdout.write(part.choices[0]?.delta?.content ?? "");
}
console.log();
