// --- Hono's context is for a person
import { Hono } from "hono";
import OpenAI from "openai";

const app = new Hono();
const client = new OpenAI();

app.post("/chat", async (c) => { // finding: warning, manual
  const { text } = await c.req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${text}` });
  return c.json({ text: reply.output_text });
});

// --- an action has no request to look at
// path: app/actions.ts
"use server";

import OpenAI from "openai";

const client = new OpenAI();

export async function ask(text: string) { // finding: warning, manual
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${text}` });
  return reply.output_text;
}

// --- a page's api
// path: pages/api/chat.ts
import type { NextApiRequest, NextApiResponse } from "next";
import OpenAI from "openai";

const client = new OpenAI();

export default async function handler(req: NextApiRequest, res: NextApiResponse) { // finding: no-place
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${req.body.text}` });
  res.status(200).json({ text: reply.output_text });
}
