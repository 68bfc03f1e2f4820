// --- an agent
// packages: @mastra/core@1.71.0 zod@4.6.7
// missing-retry: @mastra/core/agent.Agent

import { Agent } from "@mastra/core/agent";

const agent = new Agent({
  id: "guide",
  name: "Guide",
  instructions: "Answer in one word.",
  model: { id: "openai/gpt-4o-mini", apiKey: "k", url: process.env.MODEL_URL },
});

async function ask(question) {
  const answer = await agent.generate(question);
  return answer.text;
}

console.log(await ask("What is the capital of France?"));
