// --- a chat model
// packages: @langchain/mistralai@1.2.0 @langchain/core@1.4.0
// uncapped-tokens: @langchain/mistralai.ChatMistralAI

import { ChatMistralAI } from "@langchain/mistralai";

const llm = new ChatMistralAI({
  model: "mistral-small-latest",
  serverURL: process.env.MODEL_URL,
});

const answer = await llm.invoke("What is the capital of France?");
console.log(answer.content);
