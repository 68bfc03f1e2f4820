// --- a route of Next, behind a login
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { auth } from "@/auth";
import { limitRate } from "./prodgate-guard";

const client = new OpenAI();

export async function POST(req: Request) { // finding: warning, unsafe
  const session = await auth();
  if (!session?.user) return new Response("no", { status: 401 });
  const { text } = await req.json();
  const limited = limitRate("chat");
  if (limited) return limited;
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${text}` });
  return Response.json({ text: reply.output_text });
}

// --- Express, two endpoints of one file
import express from "express";
import OpenAI from "openai";
import { limitRate } from "./prodgate-guard";

const app = express();
const client = new OpenAI();

app.post("/chat", async (req, res) => { // finding: warning, unsafe
  if (!limitRate("/chat", res)) return;
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${req.body.text}` });
  res.json({ text: reply.output_text });
});

app.post("/title", async (req, res) => {
  if (!limitRate("/title", res)) return;
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${req.body.text}` });
  res.json({ title: reply.output_text });
});

// --- whoever is not signed in does not count
// path: app/api/ask/route.ts
import OpenAI from "openai";
import { currentUser } from "@/auth";
import { limitRate } from "./prodgate-guard";

const client = new OpenAI();

export async function POST(req: Request) { // finding: warning, unsafe
  try {
    const user = await currentUser();
    if (!user) return new Response("no", { status: 401 });
    const { text } = await req.json();
    const limited = limitRate("ask");
    if (limited) return limited;
    const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${text}` });
    return Response.json({ text: reply.output_text });
  } catch {
    return new Response("failed", { status: 500 });
  }
}
// --- a key of ours stands in for one that is missing
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { limitRate } from "./prodgate-guard";

export async function POST(request: Request) { // finding: warning, unsafe
  const { apiKey, question } = await request.json();
  const client = new OpenAI({ apiKey: apiKey || process.env.OPENAI_API_KEY });
  const limited = limitRate("chat");
  if (limited) return limited;
  const answer = await client.responses.create({ model: "gpt-4o", input: question });
  return Response.json({ text: answer.output_text });
}
