// --- a program of the command line
// path: src/cli.ts
import { program } from "commander";
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

program.argument("<question>").action(async (question: string) => {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input: question });
  console.log(reply.output_text);
});
// --- a component
// path: components/chat.tsx
"use client";

export const Chat = ({ prompt }: { prompt: string }) => {
  console.log("prompt", prompt);
  return null;
};
// --- a script
// path: scripts/ask.ts
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });
const reply = await client.responses.create({ model: "gpt-4o-mini", input: "Who are you?" });

console.log(reply.output_text);
// --- a route that logs, counts, or says that it starts
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { logger } from "./logger";

const client = new OpenAI({ timeout: 60_000 });

export async function POST(req: Request) {
  const { question, items } = await req.json();
  logger.info({ question });
  console.log("items", items.length);
  console.error("no such question");
  console.log(`listening on ${process.env.PORT}`);
  return Response.json(await client.models.list());
}

export async function PUT(req: Request) {
  const { question } = await req.json();
  if (process.env.DEBUG) {
    console.log("question", question);
  }
  return Response.json({});
}
// --- whether there is a key
// path: app/api/keys/route.ts
export async function POST(req: Request) {
  const { apiKey } = await req.json();
  console.log("key given", Boolean(apiKey), typeof apiKey);
  return Response.json({ hasKey: Boolean(apiKey) });
}
