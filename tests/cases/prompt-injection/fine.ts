// --- constants, dates, and what the team wrote
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { SYSTEM_PROMPT } from "./prompts";

const client = new OpenAI({ timeout: 60_000 });
const PERSONAS = { poet: "You are a poet.", pirate: "You are a pirate." };

export async function POST(req: Request) {
  const { question } = await req.json();
  return client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: `${SYSTEM_PROMPT}\nToday is ${new Date().toISOString()}.` },
      { role: "user", content: `Answer this: ${question}` },
    ],
  });
}

export async function PUT(req: Request) {
  const { persona, question }: { persona: keyof typeof PERSONAS; question: string } = await req.json();
  return client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [
      { role: "system", content: PERSONAS[persona] },
      { role: "user", content: question },
    ],
  });
}
// --- roles that somebody looked at
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { z } from "zod";
import { clientMessages } from "../../prodgate-guard";

const client = new OpenAI({ timeout: 60_000 });
const Body = z.object({
  messages: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string().max(9000) })),
});

export async function POST(req: Request) {
  const { messages } = Body.parse(await req.json());
  return client.chat.completions.create({ model: "gpt-4o-mini", messages });
}

export async function PUT(req: Request) {
  const { messages } = await req.json();
  return client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: messages.filter((m: { role: string }) => m.role !== "system"),
  });
}

export async function PATCH(req: Request) {
  const { messages } = await req.json();
  return client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: clientMessages(messages),
  });
}

export async function DELETE(req: Request) {
  const { history } = await req.json();
  return client.chat.completions.create({
    model: "gpt-4o-mini",
    messages: history.map((m: any) => ({
      role: m.role === "assistant" ? "assistant" : "user",
      content: m.content,
    })),
  });
}
// --- a turn of the user, a component, a limited choice
// path: app/api/chat/route.ts
// project: ai@5.0.0
import { generateText } from "ai";
import { model } from "./model";

export async function POST(req: Request) {
  const { language, question } = await req.json();
  if (!["en", "de"].includes(language)) {
    return new Response("no such language", { status: 400 });
  }
  return generateText({
    model,
    system: `Answer in ${language}.`,
    prompt: question,
    maxOutputTokens: 100,
  });
}

export async function PUT(req: Request) {
  const { count, question } = await req.json();
  return generateText({
    model,
    system: `Give ${Number(count)} answers.`,
    messages: [{ role: "user", content: question }],
    maxOutputTokens: 100,
  });
}
// --- a prompt that is read, made of constants, or set apart before it is given away
// path: src/respond.ts
import { generateText } from "ai";
import { getSystemPrompt, model, systemPrompt } from "./prompts";
import { untrusted } from "./prodgate-guard";

export const fixed = (question: string) =>
  generateText({ model, system: getSystemPrompt("travel"), prompt: question });

export const topic = (question: string) =>
  generateText({ model, system: systemPrompt({ topic: "travel", locale: "en" }), prompt: question });

export const apart = (question: string, memories: string) =>
  generateText({ model, system: systemPrompt({ memories: untrusted(memories) }), prompt: question });
// --- an object of the team's own, and a form without anybody's text
// path: app/api/write/route.ts
// project: ai@5.0.0 @ai-sdk/openai@2.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { stylePrompt, STYLES } from "@/lib/style";

export async function POST(req: Request) {
  const { style, fileName } = await req.json();
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    maxOutputTokens: 300,
    abortSignal: AbortSignal.timeout(60_000),
    system: stylePrompt(STYLES[style === "short" ? 0 : 1]) + ' Answer {"name": "..."}',
    prompt: `The file is ${fileName}.`,
  });
}
// --- a part of the list whose roles are looked at
// path: app/api/talk/route.ts
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function POST(req: Request) {
  const { messages } = await req.json();
  return client.messages.create({
    model: "claude-3-5-haiku-20241022",
    max_tokens: 300,
    system: "You are the help desk.",
    messages: messages.slice(1).filter((m: Turn) => m.role === "user" || m.role === "assistant"),
  });
}
// --- the page's own system message, and turns whose roles are made here
// path: app/api/persona/route.ts
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ timeout: 60_000 });

export async function POST(req: Request) {
  const { messages } = await req.json();
  return client.messages.create({
    model: "claude-3-5-haiku-20241022",
    max_tokens: 300,
    system: messages[0].content,
    messages: [{ role: "user", content: messages[1].content }],
  });
}
