// --- a service, and nothing else
// path: src/server.ts
// also: README.md | # Chat
import express from "express";
import OpenAI from "openai";

const app = express(); // finding: note, manual
const client = new OpenAI();
// --- the handler behind which a model answers, not a line of its neighbours
// path: app/api/chat/route.ts
// also: app/actions.ts | "use server";\n\nimport { generateText } from "ai";\n\nexport const title = () => generateText({ model, prompt: "Hi" });
// also: app/api/files/route.ts | import { put } from "./store";\n\nexport async function POST(request: Request) {\n  return put(await request.formData());\n}
import { streamText } from "ai";

export async function POST(request: Request) { // finding: note, manual
  const { prompt } = await request.json();
  return streamText({ model: "openai/gpt-4o", prompt }).toTextStreamResponse();
}
