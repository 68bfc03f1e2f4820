// --- upstash in the handler
// path: app/api/chat/route.ts
import { Ratelimit } from "@upstash/ratelimit";
import OpenAI from "openai";
import { redis } from "@/lib/redis";

const client = new OpenAI();
const limit = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(5, "60 s") });

export async function POST(req: Request) {
  const { success } = await limit.limit("all");
  if (!success) return new Response("later", { status: 429 });
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

// --- express-rate-limit in the file that mounts the router
// path: src/chat.ts
// also: src/app.ts | import rateLimit from "express-rate-limit";\napp.use(rateLimit({ max: 20 }));
import { Router } from "express";
import OpenAI from "openai";

const router = Router();
const client = new OpenAI();

router.post("/", async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
});

export default router;

// --- the package requires a limiter
// project: hono hono-rate-limiter@1
import { Hono } from "hono";
import OpenAI from "openai";

const app = new Hono();
const client = new OpenAI();

app.post("/chat", async (c) => {
  const { text } = await c.req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return c.json({ text: reply.output_text });
});

// --- middleware in front of every route
// path: app/api/chat/route.ts
// also: middleware.ts | import { checkRateLimit } from "./limits";\nexport const middleware = checkRateLimit;
import OpenAI from "openai";

const client = new OpenAI();

export async function POST(req: Request) {
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

// --- no model behind it
import express from "express";

const app = express();

app.post("/echo", (req, res) => {
  res.json(req.body);
});
// --- whoever calls sends a key along
// path: app/api/chat/route.ts
import OpenAI from "openai";

export async function POST(request: Request) {
  const { apiKey, question } = await request.json();
  const client = new OpenAI({ apiKey });
  const answer = await client.responses.create({ model: "gpt-4o", input: question });
  return Response.json({ text: answer.output_text });
}
