// --- a parse that throws
app.post("/ask", async (req, res) => {
  const { question } = AskSchema.parse(req.body);
  res.json(await generateAnswer(question));
});
// --- a checked safeParse
app.post("/ask", async (req, res) => {
  const parsed = AskSchema.safeParse(req.body);
  if (!parsed.success) return res.status(400).json(parsed.error);
  res.json(await generateAnswer(parsed.data.question));
});
// --- checked by hand, with a limit
app.post("/ask", async (req, res) => {
  const { question } = req.body;
  if (typeof question !== "string" || question.length > 500) {
    return res.status(400).end();
  }
  res.json(await generateAnswer(question));
});
// --- the framework checks
app.post("/ask", zValidator("json", AskSchema), async (c) => {
  const { question } = c.req.valid("json");
  return c.json(await generateAnswer(question));
});
// --- a route schema
fastify.post("/ask", { schema: { body: askSchema } }, async (request, reply) => {
  return generateAnswer(request.body.question);
});
// --- a type guard that is asked
app.post("/ask", async (req, res) => {
  if (!isAskRequest(req.body)) return res.status(400).end();
  res.json(await generateAnswer(req.body.question));
});
// --- no model, tool or workflow
app.post("/notes", async (req, res) => {
  await db.notes.insert({ text: req.body.text });
  res.status(201).end();
});
// --- a signed webhook
app.post("/hook", async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"], secret);
  await runWorkflow(event);
  res.end();
});
// --- a response of somebody else's server
export async function load(id: string) {
  const body = await (await fetch(`https://example.org/${id}`)).json();
  return generateAnswer(body.text);
}
// --- the body is only logged
app.post("/ask", async (req, res) => {
  console.log(req.body);
  res.json(await generateAnswer("What is the weather?"));
});
// --- only its size counts
app.post("/ask", async (req, res) => {
  const many = req.body.items.length > 3;
  res.json(await generateAnswer(many ? "many" : "few"));
});
// --- ajv's answer is asked
app.post("/ask", async (req, res) => {
  if (!validateAsk(req.body)) return res.status(400).json(validateAsk.errors);
  res.json(await generateAnswer(req.body.question));
});
// --- handed on as it came, to the project's own server: that one checks it
export async function POST(request: Request) {
  const body = await request.json();
  const backend = process.env.BACKEND_URL || "http://localhost:8000";
  const answer = await fetch(`${backend}/api/chat`, { method: "POST", body: JSON.stringify(body) });
  return Response.json(await answer.json(), { status: answer.status });
}
// --- what is generated without a model costs none
// path: app/api/pdf/route.ts
import { generateInvoicePdf } from "../../../lib/pdf";

export async function POST(req: Request) {
  const body = await req.json();
  return new Response(await generateInvoicePdf(body.id));
}
// --- a note on the request is not its body
// path: app.ts
// project: express@5 openai@6 zod@4
import express from "express";
import OpenAI from "openai";
import { z } from "zod";

const client = new OpenAI({ timeout: 30_000, maxRetries: 2 });
const app = express();
const Ask = z.object({ question: z.string().max(500) });

app.post("/ask", async (req, res) => {
  const { tool } = req.body;
  req.paid = { tool, price: prices.get(tool) };
  const { question } = Ask.parse(req.body);
  const answer = await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input: question });
  res.json({ answer: answer.output_text, price: req.paid.price });
});
