// --- a chat model
// packages: @langchain/groq@1.3.1 @langchain/core@1.4.0
// missing-timeout: @langchain/groq.ChatGroq
// uncapped-tokens: @langchain/groq.ChatGroq

import { ChatGroq } from "@langchain/groq";

const llm = new ChatGroq({
  model: "llama-3.3-70b-versatile",
  baseUrl: process.env.MODEL_URL,
});

const answer = await llm.invoke("What is the capital of France?");
console.log(answer.content);
