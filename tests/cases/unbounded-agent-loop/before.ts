// --- a tool loop that the model ends
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function solve(messages: Anthropic.MessageParam[], tools: Anthropic.Tool[]) {
  while (true) { // finding: error, unsafe
    const response = await client.messages.create({ model: "claude-sonnet-4-5", max_tokens: 1024, tools, messages });
    messages.push({ role: "assistant", content: response.content });
    if (response.stop_reason !== "tool_use") return response;
    messages.push(await runTools(response));
  }
}
// --- do while the model wants more
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export const solve = async (messages: OpenAI.ChatCompletionMessageParam[]) => {
  let message: OpenAI.ChatCompletionMessage;
  do { // finding: error, unsafe
    const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages });
    message = reply.choices[0].message;
    messages.push(message);
  } while (message.tool_calls?.length);
  return message.content;
};
// --- for (;;), the call in a method, again until it parses
import OpenAI from "openai";

export class Planner {
  private client = new OpenAI({ timeout: 60_000 });

  async ask(input: string): Promise<string> {
    const reply = await this.client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    return reply.output_text;
  }

  async plan(input: string): Promise<unknown> {
    for (;;) { // finding: error, unsafe
      const text = await this.ask(input);
      try {
        return JSON.parse(text);
      } catch {
        console.warn("once more");
      }
    }
  }
}
// --- a function that calls itself after every tool
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function answer(messages: OpenAI.ChatCompletionMessageParam[]): Promise<string | null> {
  const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages });
  const message = reply.choices[0].message;
  if (message.tool_calls) {
    messages.push(message, ...(await runTools(message.tool_calls)));
    return answer(messages); // finding: error, manual
  }
  return message.content;
}
// --- a run that fails is polled for ever
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 60_000 });

export async function wait(threadId: string, runId: string) {
  let run = await openai.beta.threads.runs.retrieve(runId, { thread_id: threadId });
  while (run.status !== "completed") { // finding: warning, manual
    await new Promise((resolve) => setTimeout(resolve, 1000));
    run = await openai.beta.threads.runs.retrieve(runId, { thread_id: threadId });
  }
  return run;
}
// --- a flag that the model sets
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export async function refine(draft: string) {
  let good = false;
  while (!good) { // finding: error, unsafe
    const { text } = await generateText({ model: openai("gpt-4o"), prompt: draft, maxOutputTokens: 900 });
    good = text.includes("APPROVED");
    draft = text;
  }
  return draft;
}
// --- the model fills the list through a callback and a helper
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });
const tasks: string[] = ["Begin."];

const addTask = (task: string) => {
  tasks.push(task);
};

export async function main() {
  while (true) { // finding: error, unsafe
    if (tasks.length > 0) {
      const input = tasks.shift()!;
      const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
      const lines = reply.output_text.split("\n");
      lines.forEach((line) => {
        addTask(line);
      });
    }
  }
}
