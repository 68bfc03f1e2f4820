// --- a chat
// packages: @mistralai/mistralai@2.7.0
// missing-timeout: @mistralai/mistralai.Mistral
// missing-retry: @mistralai/mistralai.Mistral
// uncapped-tokens: chat.complete

import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({
  apiKey: process.env.MISTRAL_API_KEY,
  serverURL: process.env.MODEL_URL,
});

export async function ask(question) {
  const answer = await mistral.chat.complete({
    model: "mistral-small-latest",
    messages: [{ role: "user", content: question }],
  });
  return answer.choices[0].message.content;
}

console.log(await ask("What is the capital of France?"));

// --- words as they come
// packages: @mistralai/mistralai@2.7.0
// uncapped-tokens: chat.stream

import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({
  apiKey: process.env.MISTRAL_API_KEY,
  serverURL: process.env.MODEL_URL,
});
const stream = await mistral.chat.stream({
  model: "mistral-small-latest",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
for await (const event of stream) process.stdout.write(event.data.choices[0].delta.content ?? "");
console.log();

// --- the middle of a text
// packages: @mistralai/mistralai@2.7.0
// uncapped-tokens: fim.complete

import { Mistral } from "@mistralai/mistralai";

const mistral = new Mistral({
  apiKey: process.env.MISTRAL_API_KEY,
  serverURL: process.env.MODEL_URL,
});
const answer = await mistral.fim.complete({
  model: "codestral-latest",
  prompt: "const capital = ",
  suffix: ";",
});
console.log(answer.choices[0].message.content);
