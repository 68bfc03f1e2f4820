// --- a route prints what it was asked
// path: app/api/chat/route.ts
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export async function POST(req: Request) {
  const { question } = await req.json();
  console.log("question", question); // finding: warning, unsafe
  const reply = await client.responses.create({
    model: "gpt-4o-mini-2024-07-18",
    max_output_tokens: 300,
    input: "Who are you?",
  });
  console.log(`answer: ${reply.output_text}`);
  console.log("done");
  return Response.json({ ok: true });
}
// --- a logger is there
// path: server.js
import express from "express";
import pino from "pino";

const logger = pino();
const app = express();

app.post("/ask", async (req, res) => {
  console.log(req.body); // finding: warning, unsafe
  res.json({});
});
// --- a credential in what a browser sent
// path: app/api/keys/route.ts
import { NextResponse } from "next/server";

export async function POST(req: Request) {
  const { apiKey } = await req.json();
  console.log("saving", { apiKey }); // finding: warning, carries-credential
  return NextResponse.json({ ok: true });
}
