// --- the AI SDK: steps without end
// project: ai@6
import { generateText, hasToolCall, isLoopFinished, ToolLoopAgent } from "ai";
import { openai } from "@ai-sdk/openai";

export const ask = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: [] }); // finding: error, unsafe

export const done = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: hasToolCall("done") }); // finding: error, unsafe

export const agent = new ToolLoopAgent({ // finding: error, unsafe
  model: openai("gpt-4o"),
  tools,
  stopWhen: [isLoopFinished(), hasToolCall("done")],
});
// --- @openai/agents: the limit of ten turns is taken away
import { Agent, run } from "@openai/agents";

const agent = new Agent({ name: "helper", instructions: "Help." });

export const ask = (text: string) => run(agent, text, { maxTurns: null }); // finding: error, unsafe
// --- anthropic: the tool runner goes on until no tool is asked for
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export const ask = (messages: Anthropic.Beta.BetaMessageParam[]) =>
  client.beta.messages.toolRunner({ // finding: error, safe
    model: "claude-sonnet-4-5",
    max_tokens: 1024,
    tools: [search],
    messages,
  });
// --- the Claude Agent SDK: no limit unless one is given
import { query } from "@anthropic-ai/claude-agent-sdk";

export async function* ask(prompt: string) {
  yield* query({ prompt, options: { tools: ["Read"] } }); // finding: error, safe
}
// --- the AI SDK 4: steps without reason
// project: ai@4
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export const ask = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, maxSteps: 100_000 }); // finding: warning, unsafe
