// --- a destructured body of a route
// path: app/api/chat/route.ts
import { streamText, convertToModelMessages } from "ai";

export async function POST(req: Request) {
  const { messages, model = "gpt-4o", temperature, userId } = await req.json(); // finding: warning, unsafe
  if (!userId) {
    return new Response("no user", { status: 400 });
  }
  const result = streamText({ model, messages: convertToModelMessages(messages), temperature });
  return result.toUIMessageStreamResponse();
}
// --- a raw body into a workflow whose type is here
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
  const result = await runWorkflow(req.body); // finding: unsafe
  res.json({ result });
});
// --- a type of a library is kept
// path: app/api/chat/route.ts
import { streamText, type UIMessage } from "ai";

export async function POST(req: Request) {
  const { messages, id }: { messages: UIMessage[]; id?: string } = await req.json(); // finding
  return streamText({ model, messages }).toTextStreamResponse();
}
// --- a cast checks nothing
type ChatRequest = { prompt: string; history: { role: string; content: string }[] };

app.post("/chat", async (req, res) => {
  const body = req.body as ChatRequest; // the client's  // finding
  const answer = await generateAnswer(body.prompt, body.history);
  res.json({ answer });
});
// --- several reads of one body
app.post("/summarize", async (req, res) => {
  try {
    const text = req.body.text.trim(); // finding
    const words = req.body.maxWords ?? 100;
    res.json(await llm.generate({ prompt: `Summarize in ${words} words: ${text}` }));
  } catch (error) {
    res.status(500).end();
  }
});
// --- a server action
"use server";

export async function ask(question: string, tags: string[]) { // finding
  return await generateAnswer(question, tags);
}
// --- a form
"use server";

export async function ask(formData: FormData) { // finding
  const question = formData.get("question") as string;
  const tone = formData.get("tone");
  if (!tone) return null;
  return await generateAnswer(question, tone);
}
// --- text that holds JSON
// path: netlify/functions/ask.ts
export const handler = async (event: { body: string }) => {
  const { prompt } = JSON.parse(event.body || "{}"); // finding
  return { statusCode: 200, body: await askModel(prompt.trim()) };
};
// --- a query parameter
// path: app/api/ask/route.ts
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const url = new URL(request.url);
  const q = url.searchParams.get("q"); // finding
  return Response.json(await askModel(q));
}
// --- a list or a single one, as the code itself asks
// path: app/api/write/route.ts
// project: openai@6 zod@4
import OpenAI from "openai";
import { store } from "./store";

const client = new OpenAI({ timeout: 30_000 });

export async function POST(req: Request) {
  const { question, code } = await req.json();  // finding: unsafe
  if (Array.isArray(code)) {
    code.forEach((each) => store(each));
  } else {
    store(code);
  }
  const reply = await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input: question });
  return Response.json(reply.output_text);
}
