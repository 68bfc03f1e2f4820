// --- a session in the handler
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { auth } from "@/auth";

const client = new OpenAI();

export async function POST(req: Request) {
  const session = await auth();
  if (!session?.user) return new Response("no", { status: 401 });
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

// --- middleware in front of every route
// path: app/api/chat/route.ts
// also: middleware.ts | export { auth as middleware } from "./auth";
import OpenAI from "openai";

const client = new OpenAI();

export async function POST(req: Request) {
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

// --- a wrapper
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { withAuth } from "@/lib/with-auth";

const client = new OpenAI();

export const POST = withAuth(async (req: Request) => {
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
});

// --- in the route, for the application, for the router
import express from "express";
import OpenAI from "openai";
import { login, requireAuth } from "./auth";

const app = express();
const client = new OpenAI();

app.post("/chat", login, async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
});

app.use(requireAuth);

app.post("/more", async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
});

// --- the file that mounts the router asks
// path: src/chat.ts
// also: src/app.ts | app.use("/chat", requireAuth, chatRouter);
import { Router } from "express";
import OpenAI from "openai";

const router = Router();
const client = new OpenAI();

router.post("/", async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
});

export default router;

// --- a controller that is registered behind a check
// path: src/controllers/chat.ts
// also: src/routes.ts | router.post("/chat", protect, sendMessage);
import OpenAI from "openai";

const client = new OpenAI();

export const sendMessage = async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
};

// --- a controller nobody registers here
// path: src/controllers/chat.ts
import OpenAI from "openai";

const client = new OpenAI();

export const sendMessage = async (req, res) => {
  const reply = await client.responses.create({ model: "gpt-4o", input: req.body.text });
  res.json({ text: reply.output_text });
};

// --- a token, and a payment
// path: app/api/chat/route.ts
import OpenAI from "openai";
import { verifyPayment } from "@/lib/x402";

const client = new OpenAI();

export async function POST(req: Request) {
  if (req.headers.get("authorization") !== `Bearer ${process.env.CHAT_SECRET}`) {
    return new Response("no", { status: 401 });
  }
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

export async function PUT(req: Request) {
  await verifyPayment(req);
  const reply = await client.responses.create({ model: "gpt-4o", input: await req.text() });
  return Response.json({ text: reply.output_text });
}

// --- the caller's own key
// path: app/api/chat/route.ts
import OpenAI from "openai";

export async function POST(req: Request) {
  const { text, apiKey } = await req.json();
  const client = new OpenAI({ apiKey });
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
}

// --- set where it is deployed
// path: supabase/functions/chat/index.ts
import OpenAI from "openai";

const client = new OpenAI();

Deno.serve(async (req) => {
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: text });
  return Response.json({ text: reply.output_text });
});

// --- no model behind it, and a pattern that is executed
// path: app/api/notes/route.ts
import { save } from "@/lib/store";

export async function POST(req: Request) {
  const { text } = await req.json();
  const found = /(\d+)/.exec(text);
  return Response.json(await save(text, found?.[1]));
}

// --- a fixed command
// path: app/api/build/route.ts
import { execSync } from "node:child_process";

export async function POST() {
  return new Response(execSync("git rev-parse HEAD"));
}
// --- a list of middleware that asks for a role
// project: express@4
import express from "express";
import OpenAI from "openai";
import { flexUserRoleValid, validatedRequest } from "./middleware";

const app = express();
const client = new OpenAI();

app.post("/admin/summary", [validatedRequest, flexUserRoleValid(["admin"])], async (request, response) => {
  response.json(await client.responses.create({ model: "gpt-4o", input: request.body.text }));
});
// --- a tool of a list that the schema has
import { z } from "zod";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";

const Call = z.object({ toolName: z.enum(["weather", "clock"]), days: z.number().max(9) });

export async function POST(req: Request) {
  const { toolName, days } = Call.parse(await req.json());
  const client = new Client({ name: "studio", version: "1.0.0" });
  const result = await client.callTool({ name: toolName, arguments: { days } });
  return Response.json({ result });
}
// --- a tool by a short id, of a store
import { z } from "zod";
import { client } from "./client";

const Call = z.object({ id: z.string().uuid() });

export async function POST(req: Request) {
  const { id } = Call.parse(await req.json());
  return Response.json(await client.callTool({ name: "lookup", arguments: { id } }));
}
