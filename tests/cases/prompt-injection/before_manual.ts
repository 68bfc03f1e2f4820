// --- an object that another function takes apart is no text
// path: app/api/write/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { stylePrompt } from "@/lib/style";

export async function POST(req: Request) {
  const { style }: { style: Style } = await req.json();
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: stylePrompt(style), // finding: warning, no-place
    prompt: "Begin.",
  });
}
// --- an object in a field of what a function is given
// path: src/reply.ts
// project: ai@5.0.0
import { generateText } from "ai";
import { model, replyPrompt } from "./prompts";

export async function reply(question: string, memories: Memory[]) {
  const system = replyPrompt({ topic: "travel", memories }); // finding: warning, no-place
  return generateText({
    model,
    system,
    prompt: question,
    maxOutputTokens: 100,
    abortSignal: AbortSignal.timeout(60_000),
  });
}
// --- a field of the form that the model is to answer
// path: app/api/rename/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function POST(req: Request) {
  const { fileName, note } = await req.json();
  const system = `Answer with JSON: {"name": "${fileName}", "why": "one line"}. Mind: ${note}`; // finding: warning, no-place
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system,
    prompt: "Begin.",
  });
}
// --- the page writes the system prompt as its first message
// path: app/api/chat/route.ts
// project: @anthropic-ai/sdk@0.60.0
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function POST(req: Request) {
  const { messages } = await req.json();
  const reply = await client.messages.create({
    model: "claude-3-5-haiku-20241022",
    max_tokens: 300,
    system: messages[0].content,
    messages: messages.slice(1), // finding: note, manual
  });
  return Response.json(reply.content);
}
// --- tools, and no system prompt but the one that the page may send
// path: server.ts
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI({ timeout: 60_000 });

app.post("/chat", async (req, res) => {
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini-2024-07-18",
    max_tokens: 300,
    tools: [refund],
    messages: req.body.messages, // finding: warning, manual
  });
  res.json(reply.choices[0]?.message.content);
});
