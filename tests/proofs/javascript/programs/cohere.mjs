// --- a chat
// packages: cohere-ai@8.1.0
// missing-timeout: cohere-ai.CohereClientV2
// uncapped-tokens: chat

import { CohereClientV2 } from "cohere-ai";

const cohere = new CohereClientV2({
  token: process.env.CO_API_KEY,
  environment: process.env.MODEL_URL,
});

const answer = await cohere.chat({
  model: "command-r-plus",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(answer.message.content[0].text);

// --- words as they come
// packages: cohere-ai@8.1.0
// uncapped-tokens: chatStream

import { CohereClientV2 } from "cohere-ai";

const cohere = new CohereClientV2({
  token: process.env.CO_API_KEY,
  environment: process.env.MODEL_URL,
});
const stream = await cohere.chatStream({
  model: "command-r-plus",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
for await (const event of stream) {
  if (event.type === "content-delta") process.stdout.write(event.delta.message.content.text);
}
console.log();

// --- the first interface
// packages: cohere-ai@8.1.0
// missing-timeout: cohere-ai.CohereClient
// uncapped-tokens: chat

import { CohereClient } from "cohere-ai";

const cohere = new CohereClient({
  token: process.env.CO_API_KEY,
  environment: process.env.MODEL_URL,
});

const answer = await cohere.chat({
  model: "command-r",
  message: "What is the capital of France?",
});
console.log(answer.text);

// --- the first interface, generate
// packages: cohere-ai@8.1.0
// uncapped-tokens: generate

import { CohereClient } from "cohere-ai";

const cohere = new CohereClient({
  token: process.env.CO_API_KEY,
  environment: process.env.MODEL_URL,
});

const answer = await cohere.generate({ model: "command", prompt: "The capital of France is" });
console.log(answer.generations[0].text);
