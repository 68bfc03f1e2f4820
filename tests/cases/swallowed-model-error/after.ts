// --- a label is made up, and the error has no name
import OpenAI from "openai";

const client = new OpenAI();

export async function classify(ticket: string): Promise<string> {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: ticket });
    return reply.output_text;
  } catch (error) { // finding: warning, unsafe
    console.error("classify: the model call failed", error);
    // nobody is paged for this
    return "general";
  }
}
// --- an apology with status 200
// path: app/api/ask/route.ts
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function POST(request: Request): Promise<Response> {
  const { question } = (await request.json()) as { question: string };
  try {
    const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: question });
    return Response.json({ reply: text });
  } catch (error) { // finding: warning, unsafe
    console.error("POST: the model call failed", error);
    return Response.json({ reply: "Sorry, something went wrong." });
  }
}
// --- only printed, and then a score that looks like any other
import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();

export async function grade(essay: string): Promise<{ score: number }> {
  try {
    const reply = await anthropic.messages.create({
      model: "claude-sonnet-4-5",
      max_tokens: 300,
      messages: [{ role: "user", content: essay }],
    });
    return { score: reply.content.length };
  } catch (err) { // finding: note, unsafe
    console.error("grade: the model call failed", err);
    console.log("grading failed", err);
    return { score: 50 };
  }
}
// --- a fixed line, and the error is lost
import OpenAI from "openai";

const client = new OpenAI();

export async function summarise(text: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input: text })).output_text;
  } catch (e) { // finding: warning, unsafe
    console.error("summarise: the model call failed", e);
    console.error("summary failed");
    return text.slice(0, 200);
  }
}
// --- a promise that turns into nothing
import OpenAI from "openai";

const client = new OpenAI();

async function ask(input: string): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input });
  return reply.output_text;
}

export async function tags(text: string): Promise<string[]> {
  const found = await ask(text).catch((error) => {
    console.error("tags: the model call failed", error);
    return "";
  }); // finding: warning, unsafe
  return found.split(",");
}
// --- an empty handler
import OpenAI from "openai";

const client = new OpenAI();

export async function title(text: string): Promise<string> {
  let found = "Untitled";
  try {
    found = (await client.responses.create({ model: "gpt-4o-mini", input: text })).output_text;
  } catch (error) { console.error("title: the model call failed", error); } // finding: warning, unsafe
  return found;
}
// --- the errors of a stream are masked, and seen nowhere else
// path: app/api/chat/route.ts
import { openai } from "@ai-sdk/openai";
import { createUIMessageStream, createUIMessageStreamResponse, streamText } from "ai";

export async function POST(): Promise<Response> {
  const stream = createUIMessageStream({
    execute: ({ writer }) => {
      const result = streamText({ model: openai("gpt-4o-mini"), prompt: "Say hello." });
      writer.merge(result.toUIMessageStream());
    },
    onError: (error) => {
      console.error("POST: the model call failed", error);
      return "Oops, an error occurred!";
    }, // finding: warning, unsafe
  });
  return createUIMessageStreamResponse({ stream });
}
// --- the logger of the house, which takes the error first
import OpenAI from "openai";
import pino from "pino";

const client = new OpenAI();
const logger = pino();

export async function save(text: string): Promise<void> {
  try {
    await client.files.list();
  } catch (err) {
    logger.error({ err }, "no files");
  }
}

export async function label(input: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch (error) { // finding: warning, unsafe
    logger.error({ err: error }, "label: the model call failed");
    return "general";
  }
}
// --- a flag that no page shows, and an answer that somebody uses
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });
export const state = { ready: false, text: "" };

export async function load() {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 50, input: "Hello" });
    state.text = reply.output_text;
    state.ready = true;
  } catch (error) { // finding: warning, unsafe
    console.error("load: the model call failed", error);
    state.ready = false;
  }
}
