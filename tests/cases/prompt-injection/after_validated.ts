// --- a schema says how long a text is, not what it says
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { z } from "zod";
import { untrusted } from "./prodgate-guard";

const model = openai("gpt-4o-mini-2024-07-18");
const Body = z.object({
  topic: z.string().max(10_000, "at most 10000 characters"),
  reader: z.object({ about: z.string().min(1).optional() }),
  tone: z.enum(["kind", "short"]),
});

export async function POST(req: Request) {
  const { topic, tone } = Body.parse(await req.json());
  return generateText({
    model,
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: `You only talk about ${untrusted(topic)}, in a ${tone} way.`, // finding: warning, unsafe
    prompt: "Begin.",
  });
}

export async function PUT(req: Request) {
  const body = await Body.parseAsync(await req.json());
  return generateText({
    model,
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: `Your reader: ${untrusted(body.reader.about)}`, // finding: warning, unsafe
    prompt: "Begin.",
  });
}

export async function PATCH(req: Request) {
  const result = Body.safeParse(await req.json());
  if (!result.success) {
    return new Response("no", { status: 400 });
  }
  return generateText({
    model,
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: `You only talk about ${untrusted(result.data.topic)}.`, // finding: warning, unsafe
    prompt: "Begin.",
  });
}
// --- any roles, in a list of limited length
// path: server.ts
import express from "express";
import OpenAI from "openai";
import { z } from "zod";
import { clientMessages } from "./prodgate-guard";

const app = express();
const client = new OpenAI({ timeout: 60_000 });
const Chat = z.object({ messages: z.array(z.any()).max(100, "at most 100 messages") });

app.post("/chat", async (req, res) => {
  const { messages } = Chat.parse(req.body);
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini-2024-07-18",
    max_tokens: 300,
    messages: [
      { role: "system", content: "You are the help desk." },
      ...clientMessages(messages), // finding: warning, unsafe
    ],
  });
  res.json(reply.choices[0]?.message.content);
});
// --- an argument of a server action that is checked where it stands
// path: app/actions.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
"use server";

import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { z } from "zod";
import { untrusted } from "./prodgate-guard";

const TopicSchema = z.string().max(10_000, "at most 10000 characters");

export async function begin(topic: string) {
  topic = TopicSchema.parse(topic);
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: `You only talk about ${untrusted(topic)}.`, // finding: warning, unsafe
    prompt: "Begin.",
  });
}
