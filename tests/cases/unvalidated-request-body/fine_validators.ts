// --- zod: parseAsync in a route
// path: app/api/chat/route.ts
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { z } from "zod";

const ChatBody = z.object({ prompt: z.string().min(1).max(2000) }).strict();

export async function POST(request: Request) {
  const { prompt } = await ChatBody.parseAsync(await request.json());
  const { text } = await generateText({ model: openai("gpt-4o"), prompt });
  return Response.json({ text });
}
// --- zod: a safeParse that throws by hand
import { z } from "zod";

const Ask = z.object({ question: z.string().max(500) });

app.post("/ask", async (req, res, next) => {
  const result = Ask.safeParse(req.body);
  if (!result.success) {
    next(new HttpError(422, result.error.message));
    return;
  }
  res.json({ answer: await askModel(result.data.question) });
});
// --- zod: the good case inside the branch
app.post("/ask", async (req, res) => {
  const result = Ask.safeParse(req.body);
  if (result.success) {
    res.json({ answer: await askModel(result.data.question) });
  } else {
    res.status(400).json({ issues: result.error.issues });
  }
});
// --- zod: the read stands in a variable, and the schema is made in place
// path: src/app/api/title/route.ts
import { NextRequest, NextResponse } from "next/server";
import { z } from "zod";

export async function POST(req: NextRequest) {
  const json = await req.json();
  const body = z.object({ text: z.string().max(4000) }).parse(json);
  const title = await generateTitle(body.text);
  return NextResponse.json({ title });
}
// --- zod: a query of the address
// path: app/api/search/route.ts
import { z } from "zod";

const Query = z.object({ q: z.string().max(200), limit: z.coerce.number().max(20) });

export async function GET(request: Request) {
  const url = new URL(request.url);
  const { q, limit } = Query.parse(Object.fromEntries(url.searchParams));
  return Response.json(await askModel(q, limit));
}
// --- zod: a form
"use server";

import { z } from "zod";

const Form = z.object({ topic: z.string().max(120), tone: z.enum(["dry", "warm"]) });

export async function write(formData: FormData) {
  const { topic, tone } = Form.parse(Object.fromEntries(formData));
  return generatePost(topic, tone);
}
// --- zod: a server action that validates its arguments
"use server";

import { z } from "zod";

const Question = z.string().trim().min(1).max(500);

export async function ask(question: string) {
  const parsed = Question.safeParse(question);
  if (!parsed.success) {
    return { error: "Ask something shorter." };
  }
  return { answer: await generateAnswer(parsed.data) };
}
// --- zod-form-data and conform
"use server";

import { parseWithZod } from "@conform-to/zod";
import { schema } from "./schema";

export async function ask(_previous: unknown, formData: FormData) {
  const submission = parseWithZod(formData, { schema });
  if (submission.status !== "success") {
    return submission.reply();
  }
  return { answer: await generateAnswer(submission.value.question) };
}
// --- an action client that validates before it calls
"use server";

import { actionClient } from "./safe-action";
import { askSchema } from "./schema";

export const ask = actionClient.schema(askSchema).action(async ({ parsedInput }) => {
  return { answer: await generateAnswer(parsedInput.question) };
});
// --- valibot: parse
import * as v from "valibot";

const Ask = v.object({ question: v.pipe(v.string(), v.maxLength(500)) });

app.post("/ask", async (req, res) => {
  const { question } = v.parse(Ask, req.body);
  res.json({ answer: await askModel(question) });
});
// --- valibot: safeParse that is asked
import { safeParse } from "valibot";
import { Ask } from "./schemas";

app.post("/ask", async (req, res) => {
  const result = safeParse(Ask, req.body);
  if (!result.success) return res.status(400).json({ issues: result.issues });
  return res.json({ answer: await askModel(result.output.question) });
});
// --- yup
import * as yup from "yup";

const schema = yup.object({ question: yup.string().required().max(500) });

app.post("/ask", async (req, res) => {
  const { question } = await schema.validate(req.body, { stripUnknown: true });
  res.json({ answer: await askModel(question) });
});
// --- joi, with its error asked for
import Joi from "joi";

const schema = Joi.object({ question: Joi.string().max(500).required() });

app.post("/ask", async (req, res) => {
  const { error, value } = schema.validate(req.body);
  if (error) {
    return res.status(400).json({ message: error.message });
  }
  res.json({ answer: await askModel(value.question) });
});
// --- joi, which throws
const Joi = require("joi");

app.post("/ask", async (req, res) => {
  const value = Joi.attempt(req.body, Joi.object({ question: Joi.string().max(500) }));
  res.json({ answer: await askModel(value.question) });
});
// --- ajv: a compiled function
import Ajv from "ajv";
import schema from "./ask.schema.json";

const validate = new Ajv({ allErrors: true }).compile(schema);

app.post("/ask", async (req, res) => {
  const body = req.body;
  if (!validate(body)) {
    return res.status(400).json({ errors: validate.errors });
  }
  res.json({ answer: await askModel(body.question) });
});
// --- ajv: its answer in a variable
import Ajv from "ajv";

const ajv = new Ajv();

app.post("/ask", async (req, res) => {
  const body = req.body;
  const valid = ajv.validate(askSchema, body);
  if (!valid) {
    return res.status(400).json({ errors: ajv.errors });
  }
  res.json({ answer: await askModel(body.question) });
});
// --- typebox
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

const Ask = Type.Object({ question: Type.String({ maxLength: 500 }) });

app.post("/ask", async (req, res) => {
  const body = req.body;
  if (!Value.Check(Ask, body)) return res.status(400).end();
  res.json({ answer: await askModel(body.question) });
});
// --- typebox: parse
import { Value } from "@sinclair/typebox/value";
import { Ask } from "./schemas";

app.post("/ask", async (req, res) => {
  const { question } = Value.Parse(Ask, req.body);
  res.json({ answer: await askModel(question) });
});
// --- arktype
import { type } from "arktype";

const Ask = type({ question: "string <= 500" });

app.post("/ask", async (req, res) => {
  const out = Ask(req.body);
  if (out instanceof type.errors) {
    return res.status(400).json({ message: out.summary });
  }
  res.json({ answer: await askModel(out.question) });
});
// --- superstruct
import { assert, object, size, string } from "superstruct";

const Ask = object({ question: size(string(), 1, 500) });

app.post("/ask", async (req, res) => {
  const body = req.body;
  assert(body, Ask);
  res.json({ answer: await askModel(body.question) });
});
// --- effect's schema
import { Schema } from "effect";
import { Ask } from "./schemas";

app.post("/ask", async (req, res) => {
  const body = Schema.decodeUnknownSync(Ask)(req.body);
  res.json({ answer: await askModel(body.question) });
});
// --- io-ts, whose answer is asked
import { isLeft } from "fp-ts/Either";
import { AskCodec } from "./codecs";

app.post("/ask", async (req, res) => {
  const decoded = AskCodec.decode(req.body);
  if (isLeft(decoded)) {
    return res.status(400).end();
  }
  res.json({ answer: await askModel(decoded.right.question) });
});
// --- class-validator by hand
import { plainToInstance } from "class-transformer";
import { validateOrReject } from "class-validator";
import { AskDto } from "./dto";

app.post("/ask", async (req, res) => {
  const dto = plainToInstance(AskDto, req.body);
  await validateOrReject(dto, { whitelist: true });
  res.json({ answer: await askModel(dto.question) });
});
// --- class-validator, whose list of errors is asked
import { plainToInstance } from "class-transformer";
import { validate } from "class-validator";
import { AskDto } from "./dto";

app.post("/ask", async (req, res) => {
  const dto = plainToInstance(AskDto, req.body);
  const errors = await validate(dto);
  if (errors.length > 0) {
    return res.status(400).json({ errors });
  }
  res.json({ answer: await askModel(dto.question) });
});
// --- Nest: a class that its global pipe validates
import { Body, Controller, Post } from "@nestjs/common";
import { AskDto } from "./ask.dto";

@Controller("ask")
export class AskController {
  constructor(private readonly agent: AgentService) {}

  @Post()
  async ask(@Body() body: AskDto) {
    return this.agent.run(body.question);
  }
}
// --- express-validator
import { body, matchedData, validationResult } from "express-validator";

app.post("/ask", body("question").isString().isLength({ max: 500 }), async (req, res) => {
  const errors = validationResult(req);
  if (!errors.isEmpty()) {
    return res.status(400).json({ errors: errors.array() });
  }
  res.json({ answer: await askModel(matchedData(req).question) });
});
// --- a middleware of the project that validates
import { validateBody } from "./middleware";

router.post("/ask", requireUser, validateBody(askSchema), async (req, res) => {
  res.json({ answer: await askModel(req.body.question) });
});
// --- celebrate
import { celebrate, Joi, Segments } from "celebrate";

app.post(
  "/ask",
  celebrate({ [Segments.BODY]: Joi.object({ question: Joi.string().max(500).required() }) }),
  async (req, res) => {
    res.json({ answer: await askModel(req.body.question) });
  },
);
// --- Hono with valibot's middleware
import { vValidator } from "@hono/valibot-validator";
import { Hono } from "hono";

export const app = new Hono().post("/ask", vValidator("json", Ask), async (c) => {
  const { question } = c.req.valid("json");
  return c.json({ answer: await askModel(question) });
});
// --- Hono with OpenAPI routes
import { OpenAPIHono } from "@hono/zod-openapi";
import { askRoute } from "./routes";

export const app = new OpenAPIHono();

app.openapi(askRoute, async (c) => {
  const { question } = c.req.valid("json");
  return c.json({ answer: await askModel(question) });
});
// --- Fastify with a type provider
import { Type } from "@sinclair/typebox";

fastify.route({
  method: "POST",
  url: "/ask",
  schema: { body: Type.Object({ question: Type.String({ maxLength: 500 }) }) },
  handler: async (request) => ({ answer: await askModel(request.body.question) }),
});
// --- Elysia
import { Elysia, t } from "elysia";

export const app = new Elysia().post("/ask", async ({ body }) => askModel(body.question), {
  body: t.Object({ question: t.String({ maxLength: 500 }) }),
});
// --- tRPC's input
import { z } from "zod";
import { publicProcedure, router } from "./trpc";

export const appRouter = router({
  ask: publicProcedure
    .input(z.object({ question: z.string().max(500) }))
    .mutation(async ({ input }) => ({ answer: await askModel(input.question) })),
});
// --- Convex's validators
import { v } from "convex/values";
import { action } from "./_generated/server";

export const ask = action({
  args: { question: v.string() },
  handler: async (ctx, args) => askModel(args.question),
});
// --- a helper of h3 that takes a schema
import { Ask } from "./schemas";

export default defineEventHandler(async (event) => {
  const { question } = await readValidatedBody(event, Ask.parse);
  return { answer: await askModel(question) };
});
// --- a helper of the project that reads and checks
// path: app/api/ask/route.ts
import { parseBody } from "@/lib/http";
import { Ask } from "@/lib/schemas";

export async function POST(request: Request) {
  const { question } = await parseBody(request, Ask);
  return Response.json({ answer: await askModel(question) });
}
