// --- one of several words, a number, an id, an address, what a pattern allows
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { z } from "zod";
import { Topic } from "./topic";

const model = openai("gpt-4o-mini-2024-07-18");
const Tone = z.enum(["kind", "short"]);
const Body = z.object({
  tone: Tone,
  kind: z.literal("poem"),
  count: z.coerce.number().int().max(10),
  user: z.string().uuid(),
  mail: z.string().email(),
  code: z.string().regex(/^[a-z]{2}$/),
  locale: z.string().max(5),
  day: z.iso.date(),
  topic: Topic,
  role: z.string().refine((value) => ["a", "b"].includes(value)),
  word: z.string().transform((value) => value.replace(/\W/g, "")),
  tones: z.array(Tone).max(3),
  either: z.union([z.literal("x"), z.number()]).nullish(),
  on: z.boolean().default(true),
});

export async function POST(req: Request) {
  const { tone, kind, count, user, mail, code, locale } = Body.parse(await req.json());
  return generateText({
    model,
    system: `${tone} ${kind} ${count} ${user} ${mail} ${code} ${locale}`,
    prompt: "Begin.",
  });
}

export async function PUT(req: Request) {
  const body = Body.parse(await req.json());
  const { tones, either } = body;
  return generateText({
    model,
    system: `${body.day} ${body.topic} ${body.role} ${body.word} ${tones.join()} ${either} ${body.on}`,
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
    system: `${result.data.tone} ${result.data["count"]} ${result.success}`,
    prompt: "Begin.",
  });
}
// --- texts that were cleaned, looked at, or are the user's turn
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { z } from "zod";
import { untrusted } from "./prodgate-guard";

const model = openai("gpt-4o-mini-2024-07-18");
const Body = z.object({ topic: z.string().max(10_000), question: z.string() });

export async function POST(req: Request) {
  const { topic, question } = Body.parse(await req.json());
  return generateText({ model, system: `Only ${untrusted(topic)}.`, prompt: question });
}

export async function PUT(req: Request) {
  const { topic, question } = Body.parse(await req.json());
  if (!["poems", "songs"].includes(topic)) {
    return new Response("no such topic", { status: 400 });
  }
  return generateText({ model, system: `Only ${topic}.`, prompt: question });
}

export async function PATCH(req: Request) {
  const { topic, question } = Body.parse(await req.json());
  return generateText({ model, system: `${topic.length} letters.`, prompt: question });
}
// --- a schema of another file, and one that is no zod
// path: app/api/chat/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import * as v from "valibot";
import { z } from "zod";
import { Body } from "./schema";

const model = openai("gpt-4o-mini-2024-07-18");
const Other = v.object({ topic: v.string() });
const Wide = Body.extend({ count: z.number() });

export async function POST(req: Request) {
  const { topic } = Body.parse(await req.json());
  return generateText({ model, system: `Only ${topic}.`, prompt: "Begin." });
}

export async function PUT(req: Request) {
  const { topic } = v.parse(Other, await req.json());
  return generateText({ model, system: `Only ${topic}.`, prompt: "Begin." });
}

export async function PATCH(req: Request) {
  const { topic } = Wide.parse(await req.json());
  return generateText({ model, system: `Only ${topic}.`, prompt: "Begin." });
}
// --- roles that a schema limits, or that it does not let through
// path: server.ts
import express from "express";
import OpenAI from "openai";
import { z } from "zod";
import { Message } from "./message";

const app = express();
const client = new OpenAI({ timeout: 60_000 });
const Limited = z.object({ role: z.enum(["user", "assistant"]), content: z.string() });
const One = z.object({ messages: z.array(Limited).max(20) });
const Two = z.object({ messages: z.array(Message) });
const Three = z.object({ messages: z.array(z.object({ content: z.string() })) });
const Four = z.object({
  messages: z.array(z.discriminatedUnion("role", [Limited, Limited.extend({ at: z.number() })])),
});

app.post("/one", async (req, res) => {
  const { messages } = One.parse(req.body);
  res.json(await client.chat.completions.create({ model: "gpt-4o-mini", messages }));
});

app.post("/two", async (req, res) => {
  const body = Two.parse(req.body);
  res.json(await client.chat.completions.create({ model: "gpt-4o-mini", messages: body.messages }));
});

app.post("/three", async (req, res) => {
  const { messages } = Three.parse(req.body);
  const asked = messages.map((m) => ({ role: "user" as const, content: m.content }));
  res.json(await client.chat.completions.create({ model: "gpt-4o-mini", messages: asked }));
});

app.post("/four", async (req, res) => {
  const { messages } = Four.parse(req.body);
  res.json(await client.chat.completions.create({ model: "gpt-4o-mini", messages }));
});
// --- a program's own settings
// path: src/settings.ts
// project: ai@5.0.0 zod@4.0.0
import { generateText } from "ai";
import { z } from "zod";
import { model } from "./model";
import settings from "./settings.json";

const Settings = z.object({ persona: z.string() });
const { persona } = Settings.parse(settings);

export const ask = (prompt: string) => generateText({ model, system: persona, prompt });
