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
