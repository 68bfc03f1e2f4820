// --- an agent
// packages: @anthropic-ai/claude-agent-sdk@0.3.330 zod@4.6.7
// unbounded-agent-loop: @anthropic-ai/claude-agent-sdk.query

import { query } from "@anthropic-ai/claude-agent-sdk";

const agent = query({
  prompt: "What is the capital of France?",
  options: { pathToClaudeCodeExecutable: process.env.CLAUDE_PATH, settingSources: [] },
});

for await (const message of agent) {
  if (message.type === "result") console.log(message.result);
}
