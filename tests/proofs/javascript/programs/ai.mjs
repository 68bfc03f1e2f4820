// --- a text
// packages: ai@7.0.173 @ai-sdk/openai@4.0.118 zod@4.6.7 | ai@6.0.326 @ai-sdk/openai@3.0.141 zod@4.6.7 | ai@5.0.277 @ai-sdk/openai@2.0.131 zod@4.6.7 | ai@4.3.19 @ai-sdk/openai@1.3.24 zod@3.25.76
// missing-timeout: ai.generateText
// uncapped-tokens: ai.generateText

import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });

export async function ask(question) {
  const { text } = await generateText({
    model: openai.chat("gpt-4o-mini"),
    prompt: question,
  });
  return text;
}

console.log(await ask("What is the capital of France?"));

// --- a text of the newer interface
// packages: ai@7.0.173 @ai-sdk/openai@4.0.118 zod@4.6.7 | ai@6.0.326 @ai-sdk/openai@3.0.141 zod@4.6.7 | ai@5.0.277 @ai-sdk/openai@2.0.131 zod@4.6.7
// missing-timeout: ai.generateText
// uncapped-tokens: ai.generateText

import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });
const { text } = await generateText({
  model: openai("gpt-4o-mini"), // by the responses of openai
  system: "Answer in one word.",
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(text);

// --- words as they come
// packages: ai@7.0.173 @ai-sdk/openai@4.0.118 zod@4.6.7 | ai@6.0.326 @ai-sdk/openai@3.0.141 zod@4.6.7 | ai@5.0.277 @ai-sdk/openai@2.0.131 zod@4.6.7 | ai@4.3.19 @ai-sdk/openai@1.3.24 zod@3.25.76
// uncapped-tokens: ai.streamText

import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });
const { textStream } = streamText({
  model: openai.chat("gpt-4o-mini"),
  prompt: "What is the capital of France?",
});
for await (const part of textStream) process.stdout.write(part);
console.log();

// --- an object
// packages: ai@7.0.173 @ai-sdk/openai@4.0.118 zod@4.6.7 | ai@6.0.326 @ai-sdk/openai@3.0.141 zod@4.6.7 | ai@5.0.277 @ai-sdk/openai@2.0.131 zod@4.6.7 | ai@4.3.19 @ai-sdk/openai@1.3.24 zod@3.25.76
// missing-timeout: ai.generateObject

import { createOpenAI } from "@ai-sdk/openai";
import { generateObject } from "ai";
import { z } from "zod";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });
const { object } = await generateObject({
  model: openai.chat("gpt-4o-mini"),
  schema: z.object({ city: z.string() }),
  prompt: "What is the capital of France?",
});
console.log(object.city);

// --- an agent
// packages: ai@7.0.173 @ai-sdk/openai@4.0.118 zod@4.6.7 | ai@6.0.326 @ai-sdk/openai@3.0.141 zod@4.6.7
// missing-timeout: ai.ToolLoopAgent
// uncapped-tokens: ai.ToolLoopAgent

import { createOpenAI } from "@ai-sdk/openai";
import { ToolLoopAgent } from "ai";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });
const agent = new ToolLoopAgent({
  model: openai.chat("gpt-4o-mini"),
  instructions: "Answer in one word.",
});
const { text } = await agent.generate({ prompt: "What is the capital of France?" });
console.log(text);

// --- an experimental agent
// packages: ai@5.0.277 @ai-sdk/openai@2.0.131 zod@4.6.7
// uncapped-tokens: ai.Experimental_Agent

import { createOpenAI } from "@ai-sdk/openai";
import { Experimental_Agent } from "ai";

const openai = createOpenAI({ baseURL: process.env.MODEL_URL });
const agent = new Experimental_Agent({ model: openai.chat("gpt-4o-mini") });
const { text } = await agent.generate({ prompt: "What is the capital of France?" });
console.log(text);
