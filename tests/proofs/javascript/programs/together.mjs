// --- a question in a chat
// packages: together-ai@0.52.0
// missing-timeout: together-ai.default
// uncapped-tokens: chat.completions.create

import Together from "together-ai";

const client = new Together();

export async function ask(question) {
  const answer = await client.chat.completions.create({
    messages: [{ role: "user", content: question }],
    model: "meta-llama/Llama-3.3-70B-Instruct-Turbo",
  });
  return answer.choices[0].message.content;
}

console.log(await ask("What is the capital of France?"));

// --- words as they come
// packages: together-ai@0.52.0
// uncapped-tokens: chat.completions.create

import Together from "together-ai";

const client = new Together({ maxRetries: 3, timeout: 4_000 });
const stream = await client.chat.completions.create({
  model: "meta-llama/Llama-3.3-70B-Instruct-Turbo",
  messages: [{ role: "user", content: "What is the capital of France?" }],
  stream: true, // word by word
});
for await (const part of stream) process.stdout.write(part.choices[0]?.delta?.content ?? "");
console.log();

// --- a completion
// packages: together-ai@0.52.0
// uncapped-tokens: completions.create

import Together from "together-ai";

const together = new Together();
const completion = await together.completions.create({
  model: "mistralai/Mixtral-8x7B-v0.1",
  prompt: "The capital of France is",
});
console.log(completion.choices[0].text);
