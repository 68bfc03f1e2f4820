// --- counted
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function run(messages: OpenAI.ChatCompletionMessageParam[]) {
  for (let turn = 0; turn < 10; turn++) {
    const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages });
    if (!reply.choices[0].message.tool_calls) return reply;
  }
  throw new Error("no answer");
}
// --- a counter in the body, a counter in the condition
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function run(messages: OpenAI.ChatCompletionMessageParam[], most: number) {
  let turns = 0;
  while (true) {
    if (turns++ >= most) throw new Error("too many turns");
    const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages });
    if (!reply.choices[0].message.tool_calls) return reply;
  }
}

export async function other(messages: OpenAI.ChatCompletionMessageParam[]) {
  let left = 5, done = false;
  while (!done && left-- > 0) {
    const reply = await client.chat.completions.create({ model: "gpt-4o", max_tokens: 900, messages });
    done = !reply.choices[0].message.tool_calls;
  }
}
// --- a person, a signal, a stream, a socket
import OpenAI from "openai";
import * as readline from "node:readline/promises";

const client = new OpenAI({ timeout: 60_000 });
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });

export async function repl() {
  while (true) {
    const text = await rl.question("> ");
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: text });
    console.log(reply.output_text);
  }
}

export async function agent(input: string, signal: AbortSignal) {
  while (!signal.aborted) {
    const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
    if (reply.output_text.includes("FINAL")) return reply.output_text;
    input += reply.output_text;
  }
}

export async function read(response: Response) {
  const reader = response.body!.getReader();
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: String(value) });
  }
}

export async function jobs(queue: { take(): Promise<string> }) {
  for (;;) {
    const job = await queue.take();
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: job });
  }
}
// --- depth counts down
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function answer(input: string, depth = 0): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
  if (reply.output_text.includes("TOOL")) return answer(input + reply.output_text, depth + 1);
  return reply.output_text;
}

export async function guarded(input: string[]): Promise<string> {
  if (input.length > 12) throw new Error("too long");
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: input.join() });
  if (reply.output_text.includes("TOOL")) return guarded([...input, reply.output_text]);
  return reply.output_text;
}
// --- pages, a list that shrinks, a deadline
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function digest(api: Api) {
  let cursor: string | undefined;
  do {
    const page = await api.list(cursor);
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: page.text });
    cursor = page.next;
  } while (cursor);
}

export async function work(tasks: string[]) {
  while (tasks.length) {
    const input = tasks.shift()!;
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input });
  }
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    await client.responses.create({ model: "gpt-4o", max_output_tokens: 900, input: "go on" });
  }
}
// --- a run that may fail
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 60_000 });

export async function wait(threadId: string, runId: string) {
  let run = await openai.beta.threads.runs.retrieve(runId, { thread_id: threadId });
  while (run.status === "queued" || run.status === "in_progress") {
    run = await openai.beta.threads.runs.retrieve(runId, { thread_id: threadId });
  }
  while (run.status !== "completed") {
    if (run.status === "failed") throw new Error(run.status);
    run = await openai.beta.threads.runs.retrieve(runId, { thread_id: threadId });
  }
}
// --- a person approves what the agent wants to do
import { Agent, run } from "@openai/agents";
import { approve } from "./people";

const agent = new Agent({ name: "helper", instructions: "Help." });

export async function ask(text: string) {
  let result = await run(agent, text);
  while (result.interruptions?.length > 0) {
    for (const interruption of result.interruptions) await approve(result.state, interruption);
    result = await run(agent, result.state);
  }
  return result.finalOutput;
}
