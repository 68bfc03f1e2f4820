// --- a chat
// packages: llamaindex@0.12.1 @llamaindex/openai@0.4.23 @llamaindex/workflow@1.1.25 zod@4.6.7
// missing-timeout: @llamaindex/openai.OpenAI
// uncapped-tokens: @llamaindex/openai.OpenAI

import { OpenAI } from "@llamaindex/openai";

const llm = new OpenAI({ model: "gpt-4o-mini", baseURL: process.env.MODEL_URL });

const answer = await llm.chat({
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(answer.message.content);

// --- by its short name
// packages: llamaindex@0.12.1 @llamaindex/openai@0.4.23 @llamaindex/workflow@1.1.25 zod@4.6.7
// missing-timeout: @llamaindex/openai.openai
// uncapped-tokens: @llamaindex/openai.openai

import { openai } from "@llamaindex/openai";

const llm = openai({ model: "gpt-4o-mini", maxRetries: 1 });

const answer = await llm.complete({ prompt: "The capital of France is" });
console.log(answer.text);
