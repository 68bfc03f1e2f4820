// --- a chat model
// packages: @langchain/google-genai@2.3.2 @langchain/core@1.4.0
// uncapped-tokens: @langchain/google-genai.ChatGoogleGenerativeAI

import { ChatGoogleGenerativeAI } from "@langchain/google-genai";

const llm = new ChatGoogleGenerativeAI({
  model: "gemini-2.0-flash",
  baseUrl: process.env.MODEL_URL,
});

const answer = await llm.invoke("What is the capital of France?");
console.log(answer.content);
