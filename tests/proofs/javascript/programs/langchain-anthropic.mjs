// --- a chat model
// packages: @langchain/anthropic@1.5.11 @langchain/core@1.4.0
// missing-timeout: @langchain/anthropic.ChatAnthropic

import { ChatAnthropic } from "@langchain/anthropic";

const llm = new ChatAnthropic({
  model: "claude-3-5-haiku-latest",
  anthropicApiUrl: process.env.MODEL_URL,
});

const answer = await llm.invoke("What is the capital of France?");
console.log(answer.content);
