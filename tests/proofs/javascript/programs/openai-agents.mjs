// --- an agent
// packages: @openai/agents@0.20.0 zod@4.6.7
// missing-timeout: @openai/agents.Agent
// uncapped-tokens: @openai/agents.Agent

import { Agent, run } from "@openai/agents";

const agent = new Agent({
  name: "Guide",
  instructions: "Answer in one word.",
  model: "gpt-4o-mini",
});

const result = await run(agent, "What is the capital of France?");
console.log(result.finalOutput);
