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

// --- a stream by its helper
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2
// uncapped-tokens: chat.completions.stream

import { OpenAI } from "openai";

const client = new OpenAI();
const stream = client.chat.completions.stream({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
stream.on("content", (delta) => process.stdout.write(delta));
await stream.finalContent();
console.log();

// --- a stream by its helper, in beta
// packages: openai@4.104.0
// uncapped-tokens: beta.chat.completions.stream

import { OpenAI } from "openai";

const client = new OpenAI();
const stream = client.beta.chat.completions.stream({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(await stream.finalContent());

// --- a runner of tools
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2
// uncapped-tokens: chat.completions.runTools

import OpenAI from "openai";

const client = new OpenAI();

const search = {
  type: "function",
  function: {
    name: "search",
    description: "Looks it up.",
    parameters: { type: "object", properties: { text: { type: "string" } } },
    parse: JSON.parse,
    function: async ({ text }) => `nothing about ${text}`,
  },
};

const runner = client.chat.completions.runTools({
  model: "gpt-4o",
  messages: [{ role: "user", content: "What is the capital of France?" }],
  tools: [search],
});
console.log(await runner.finalContent());

// --- a runner of tools, in beta
// packages: openai@4.104.0 | openai@4.52.7
// uncapped-tokens: beta.chat.completions.runTools

import OpenAI from "openai";

const client = new OpenAI();

const search = {
  type: "function",
  function: {
    name: "search",
    description: "Looks it up.",
    parameters: { type: "object", properties: { text: { type: "string" } } },
    parse: JSON.parse,
    function: async ({ text }) => `nothing about ${text}`,
  },
};

const runner = client.beta.chat.completions.runTools({
  model: "gpt-4o",
  messages: [{ role: "user", content: "What is the capital of France?" }],
  tools: [search],
});
console.log(await runner.finalContent());

// --- a response
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// uncapped-tokens: responses.create

import OpenAI from "openai";

const client = new OpenAI();

export async function ask(question) {
  const response = await client.responses.create({ model: "gpt-4.1-mini", input: question });
  return response.output_text;
}

console.log(await ask("What is the capital of France?"));

// --- a response as a stream
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// uncapped-tokens: responses.stream

import OpenAI from "openai";

const client = new OpenAI();
const stream = client.responses.stream({
  model: "gpt-4.1-mini",
  input: "What is the capital of France?",
});
for await (const event of stream) {
  if (event.type === "response.output_text.delta") process.stdout.write(event.delta);
}
console.log();

// --- a run of an assistant
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0 | openai@4.52.7
// uncapped-tokens: beta.threads.runs.create

import OpenAI from "openai";

const client = new OpenAI();

async function start(thread) {
  return client.beta.threads.runs.create(thread, {
    assistant_id: "asst_1",
    model: "gpt-4o",
  });
}

const run = await start("thread_1");
console.log(run.status);

// --- a run of an assistant, waited for
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0
// uncapped-tokens: beta.threads.runs.createAndPoll

import OpenAI from "openai";

const client = new OpenAI();
const run = await client.beta.threads.runs.createAndPoll("thread_1", {
  assistant_id: "asst_1",
  model: "gpt-4o",
});
console.log(run.status);

// --- a thread and its run
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0 | openai@4.52.7
// uncapped-tokens: beta.threads.createAndRun

import OpenAI from "openai";

const client = new OpenAI();
const run = await client.beta.threads.createAndRun({
  assistant_id: "asst_1",
  model: "gpt-4o",
  thread: { messages: [{ role: "user", content: "What is the capital of France?" }] },
});
console.log(run.status);

// --- on Azure
// packages: openai@7.57.0 | openai@6.49.0 | openai@5.23.2 | openai@4.104.0 | openai@4.52.7
// missing-timeout: openai.AzureOpenAI
// uncapped-tokens: chat.completions.create

import { AzureOpenAI } from "openai";

const client = new AzureOpenAI({ apiVersion: "2024-10-21", baseURL: process.env.MODEL_URL });

const answer = await client.chat.completions.create({
  model: "gpt-4o",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(answer.choices[0].message.content);

// --- an early 4
// packages: openai@4.52.7
// missing-timeout: openai.OpenAI
// uncapped-tokens: chat.completions.create

import { OpenAI } from "openai";

const openai = new OpenAI();

const answer = await openai.chat.completions.create({
  model: "gpt-4",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(answer.choices[0].message.content);

// --- generated code, in a chat
// packages: openai@3.3.0
// missing-timeout: createChatCompletion
// uncapped-tokens: createChatCompletion

import { Configuration, OpenAIApi } from "openai";

const configuration = new Configuration({
  apiKey: process.env.OPENAI_API_KEY,
  basePath: process.env.MODEL_URL,
});
const api = new OpenAIApi(configuration);

const completion = await api.createChatCompletion({
  model: "gpt-3.5-turbo",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(completion.data.choices[0].message.content);

// --- generated code, a completion
// file: src/ask.cjs
// packages: openai@3.3.0
// missing-timeout: createCompletion

const { Configuration, OpenAIApi } = require("openai");

const openai = new OpenAIApi(
  new Configuration({ apiKey: process.env.OPENAI_API_KEY, basePath: process.env.MODEL_URL }),
);

async function complete(prompt) {
  const completion = await openai.createCompletion({ model: "text-davinci-003", prompt });
  return completion.data.choices[0].text;
}

complete("The capital of France is").then(console.log);
