// --- a field of the body is a part of the system prompt
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function POST(req: Request) {
  const { topic } = await req.json();
  const { text } = await generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: `You only talk about ${topic}.`, // finding: warning, unsafe
    prompt: "Begin.",
  });
  return Response.json({ text });
}
// --- the whole system prompt is the caller's
// path: server.ts
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI({ timeout: 60_000 });

app.post("/ask", async (req, res) => {
  const question = req.body.question;
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini-2024-07-18",
    max_tokens: 300,
    messages: [{ role: "system", content: question }], // finding: warning, unsafe
  });
  res.json(reply.choices[0]?.message.content);
});
// --- the caller chooses the roles
// path: app/api/chat/route.ts
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function POST(req: Request) {
  const { messages } = await req.json();
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini-2024-07-18",
    max_tokens: 300,
    messages: [
      { role: "system", content: "You are the help desk." },
      ...messages, // finding: warning, unsafe
    ],
  });
  return Response.json(reply.choices[0]?.message.content);
}
// --- the roles of a chat, as the page sent them
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { convertToModelMessages, streamText, type UIMessage } from "ai";

export async function POST(req: Request) {
  const { messages }: { messages: UIMessage[] } = await req.json();
  const result = streamText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    system: "You are the help desk.",
    messages: convertToModelMessages(messages), // finding: warning, unsafe
    abortSignal: AbortSignal.timeout(60_000),
  });
  return result.toUIMessageStreamResponse();
}
// --- retrieved text
import { ChatPromptTemplate } from "@langchain/core/prompts";
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function answer(question: string, store: any) {
  const docs = await store.similaritySearch(question, 4);
  const context = docs.map((doc: any) => doc.pageContent).join("\n");
  return client.messages.create({
    model: "claude-3-5-haiku-20241022",
    max_tokens: 300,
    system: "Answer from this context only:\n" + context, // finding: warning, unsafe
    messages: [{ role: "user", content: question }],
  });
}
// --- a part is counted in the list as it came, and filtered afterwards
// path: app/api/talk/route.ts
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function POST(req: Request) {
  const { messages } = await req.json();
  const reply = await client.messages.create({
    model: "claude-3-5-haiku-20241022",
    max_tokens: 300,
    system: "You are the help desk.",
    messages: messages.slice(1), // finding: warning, unsafe
  });
  return Response.json(reply.content);
}
// --- a text that a function of another file makes a prompt of, as its type says
// path: app/api/write/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { stylePrompt } from "@/lib/style";

export async function POST(req: Request) {
  const { style, count }: { style: string; count: number } = await req.json();
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: count > 3 ? 300 : 100,
    abortSignal: AbortSignal.timeout(60_000),
    system: stylePrompt(style), // finding: warning, unsafe
    prompt: "Begin.",
  });
}
