// --- the AI SDK: one step, or as many as are counted
// project: ai@6
import { generateText, hasToolCall, stepCountIs, ToolLoopAgent } from "ai";
import { openai } from "@ai-sdk/openai";
import { enough } from "./limits";

export const agent = new ToolLoopAgent({ model: openai("gpt-4o"), tools });
export const one = (prompt: string) => generateText({ model: openai("gpt-4o"), prompt, tools });
export const five = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: stepCountIs(5) });
export const either = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: [hasToolCall("done"), stepCountIs(5)] });
export const own = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: ({ steps }) => steps.length > 5 });
export const other = (prompt: string) =>
  generateText({ model: openai("gpt-4o"), prompt, tools, stopWhen: enough });
// --- @openai/agents: ten turns by default
import { Agent, run } from "@openai/agents";

const agent = new Agent({ name: "helper", instructions: "Help." });

export const ask = (text: string) => run(agent, text);
export const more = (text: string) => run(agent, text, { maxTurns: 30 });
// --- anthropic: a limit, or a clock
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export const ask = (messages: Anthropic.Beta.BetaMessageParam[]) =>
  client.beta.messages.toolRunner({ model: "m", max_tokens: 9, max_iterations: 8, tools: [search], messages });
export const timed = (messages: Anthropic.Beta.BetaMessageParam[]) =>
  client.beta.messages.toolRunner(
    { model: "m", max_tokens: 9, tools: [search], messages },
    { signal: AbortSignal.timeout(60_000) },
  );
// --- LangGraph: 25 steps
import { createReactAgent } from "@langchain/langgraph/prebuilt";

const agent = createReactAgent({ llm, tools: [search] });

export const ask = (messages: string[]) => agent.invoke({ messages });
// --- the Claude Agent SDK: turns, or money
import { query } from "@anthropic-ai/claude-agent-sdk";

export const turns = (prompt: string) => query({ prompt, options: { maxTurns: 8 } });
export const money = (prompt: string) => query({ prompt, options: { maxBudgetUsd: 0.5 } });
// --- an agent of LlamaIndex.TS without tools answers once
// project: @llamaindex/workflow@1.1.25 llamaindex@0.12.1
import { agent } from "@llamaindex/workflow";

export const workflowFactory = async () => agent({ tools: [], systemPrompt: "You are the help desk." });
// --- one whose tools are not known here, in a class of the project
// project: @llamaindex/workflow@1.1.25 llamaindex@0.12.1
import { agent } from "./agents";
import { orderTool } from "./tools";

export const workflowFactory = async () => agent({ tools: [orderTool] });
