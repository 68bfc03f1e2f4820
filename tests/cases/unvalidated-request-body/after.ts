// --- a destructured body of a route
// path: app/api/chat/route.ts
import { streamText, convertToModelMessages } from "ai";
import { z } from "zod";

const ChatInputSchema = z.object({
  messages: z.array(z.any()).max(100, "at most 100 messages"),
  model: z.string().max(10_000, "at most 10000 characters").optional(),
  temperature: z.number().optional(),
  userId: z.string().max(10_000, "at most 10000 characters").nullish(),
});

export async function POST(req: Request) {
  const { messages, model = "gpt-4o", temperature, userId } = ChatInputSchema.parse(await req.json()); // finding: warning, unsafe
  if (!userId) {
    return new Response("no user", { status: 400 });
  }
  const result = streamText({ model, messages: convertToModelMessages(messages), temperature });
  return result.toUIMessageStreamResponse();
}
// --- a raw body into a workflow whose type is here
import { z } from "zod";

const WorkflowInputSchema = z.object({
  documents: z.array(z.string().max(100_000, "at most 100000 characters")).max(100, "at most 100 documents"),
  question: z.string().max(10_000, "at most 10000 characters"),
  mode: z.enum(["fast", "deep"]),
  depth: z.number().nullish(),
});

interface WorkflowInput {
  documents: string[];
  question: string;
  mode: "fast" | "deep";
  depth?: number | null;
}

async function runWorkflow(input: WorkflowInput) {
  return input.documents.length;
}

app.post("/workflow", async (req, res) => {
  const payload = WorkflowInputSchema.parse(req.body);
  const result = await runWorkflow(payload); // finding: unsafe
  res.json({ result });
});
// --- a type of a library is kept
// path: app/api/chat/route.ts
import { streamText, type UIMessage } from "ai";
import { z } from "zod";

const ChatInputSchema = z.object({
  messages: z.array(z.custom<UIMessage>()).max(100, "at most 100 messages"),
  id: z.string().max(10_000, "at most 10000 characters").optional(),
});

export async function POST(req: Request) {
  const { messages, id }: { messages: UIMessage[]; id?: string } = ChatInputSchema.parse(await req.json()); // finding
  return streamText({ model, messages }).toTextStreamResponse();
}
// --- a cast checks nothing
import { z } from "zod";

const ChatInputSchema = z.object({
  prompt: z.string().max(10_000, "at most 10000 characters"),
  history: z.array(z.object({
    role: z.string().max(10_000, "at most 10000 characters"),
    content: z.string().max(10_000, "at most 10000 characters"),
  })).max(100, "at most 100 history"),
});

type ChatRequest = { prompt: string; history: { role: string; content: string }[] };

app.post("/chat", async (req, res) => {
  const body = ChatInputSchema.parse(req.body) as ChatRequest; // the client's  // finding
  const answer = await generateAnswer(body.prompt, body.history);
  res.json({ answer });
});
// --- several reads of one body
import { z } from "zod";

const SummarizeInputSchema = z.object({
  text: z.string().max(10_000, "at most 10000 characters"),
  maxWords: z.number().nullish(),
});

app.post("/summarize", async (req, res) => {
  try {
    const payload = SummarizeInputSchema.parse(req.body);
    const text = payload.text.trim(); // finding
    const words = payload.maxWords ?? 100;
    res.json(await llm.generate({ prompt: `Summarize in ${words} words: ${text}` }));
  } catch (error) {
    res.status(500).end();
  }
});
// --- a server action
"use server";

import { z } from "zod";

const QuestionSchema = z.string().max(10_000, "at most 10000 characters");

const TagsSchema = z.array(z.string().max(10_000, "at most 10000 characters")).max(100, "at most 100 tags");

export async function ask(question: string, tags: string[]) { // finding
  question = QuestionSchema.parse(question);
  tags = TagsSchema.parse(tags);
  return await generateAnswer(question, tags);
}
// --- a form
"use server";

import { z } from "zod";

const AskFormSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
  tone: z.string().max(10_000, "at most 10000 characters").optional(),
});

export async function ask(formData: FormData) { // finding
  const fields = AskFormSchema.parse(Object.fromEntries(formData));
  const question = fields.question as string;
  const tone = fields.tone;
  if (!tone) return null;
  return await generateAnswer(question, tone);
}
// --- text that holds JSON
import { z } from "zod";

const AskInputSchema = z.object({
  prompt: z.string().max(10_000, "at most 10000 characters"),
});

// path: netlify/functions/ask.ts
export const handler = async (event: { body: string }) => {
  const { prompt } = AskInputSchema.parse(JSON.parse(event.body || "{}")); // finding
  return { statusCode: 200, body: await askModel(prompt.trim()) };
};
// --- a query parameter
import { z } from "zod";

const QSchema = z.string().max(10_000, "at most 10000 characters").nullable();

// path: app/api/ask/route.ts
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const url = new URL(request.url);
  const q = QSchema.parse(url.searchParams.get("q")); // finding
  return Response.json(await askModel(q));
}
// --- a list or a single one, as the code itself asks
// path: app/api/write/route.ts
// project: openai@6 zod@4
import OpenAI from "openai";
import { store } from "./store";
import { z } from "zod";

const WriteInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
  code: z.any().refine((value) => (JSON.stringify(value) ?? "").length <= 100_000, "at most 100000 characters"),
});

const client = new OpenAI({ timeout: 30_000 });

export async function POST(req: Request) {
  const { question, code } = WriteInputSchema.parse(await req.json());  // finding: unsafe
  if (Array.isArray(code)) {
    code.forEach((each) => store(each));
  } else {
    store(code);
  }
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input: question });
  return Response.json(reply.output_text);
}
