// --- a question in a chat
// packages: groq-sdk@1.6.0 | groq-sdk@0.37.0
// missing-timeout: groq-sdk.default
// uncapped-tokens: chat.completions.create

import Groq from "groq-sdk";

const client = new Groq();

export async function ask(question) {
  const answer = await client.chat.completions.create({
    messages: [{ role: "user", content: question }],
    model: "llama-3.3-70b-versatile",
  });
  return answer.choices[0].message.content;
}

console.log(await ask("What is the capital of France?"));

// --- words as they come
// packages: groq-sdk@1.6.0 | groq-sdk@0.37.0
// uncapped-tokens: chat.completions.create

import Groq from "groq-sdk";

const client = new Groq({ maxRetries: 3, timeout: 4_000 });
const stream = await client.chat.completions.create({
  model: "llama-3.3-70b-versatile",
  messages: [{ role: "user", content: "What is the capital of France?" }],
  stream: true, // word by word
});
for await (const part of stream) process.stdout.write(part.choices[0]?.delta?.content ?? "");
console.log();
