// --- types asked, lengths limited, early return
// path: app/api/ask/route.ts
const MAX_QUESTION = 2000;

export async function POST(req: Request) {
  const body = await req.json().catch(() => null);
  const question = body?.question;
  if (typeof question !== "string" || !question.trim() || question.length > MAX_QUESTION) {
    return Response.json({ error: "question" }, { status: 400 });
  }
  return Response.json({ answer: await generateAnswer(question) });
}
// --- a list whose items are asked about
app.post("/rank", async (req, res) => {
  const { titles } = req.body;
  if (!Array.isArray(titles) || titles.length > 20 || !titles.every((t) => typeof t === "string")) {
    return res.status(400).json({ error: "titles" });
  }
  res.json(await generateRanking(titles));
});
// --- coerced and cut
app.post("/ask", async (req, res) => {
  const question = String(req.body.question ?? "").slice(0, 500);
  res.json({ answer: await generateAnswer(question) });
});
// --- a number that is clamped
app.post("/story", async (req, res) => {
  const chapters = Math.min(Math.max(Number(req.body.chapters) || 1, 1), 5);
  res.json(await generateStory(chapters));
});
// --- one of a list, else the first
const TONES = ["dry", "warm", "short"] as const;

app.post("/slogan", async (req, res) => {
  const tone = TONES.find((each) => each === req.body.tone) ?? TONES[0];
  res.json(await generateSlogan(tone));
});
// --- one of a set
const LANGUAGES = new Set(["de", "en", "fr"]);

app.post("/greet", async (req, res) => {
  const { language } = req.body;
  if (!LANGUAGES.has(language)) return res.status(400).end();
  res.json(await generateGreeting(language));
});
// --- a key of a table of this file
const PROMPTS: Record<string, string> = { haiku: "Write a haiku.", ode: "Write an ode." };

app.post("/poem", async (req, res) => {
  const prompt = PROMPTS[req.body.kind];
  if (!prompt) return res.status(400).end();
  res.json(await generatePoem(prompt));
});
// --- a switch decides
app.post("/poem", async (req, res) => {
  switch (req.body.kind) {
    case "haiku":
      return res.json(await generatePoem("Write a haiku."));
    case "ode":
      return res.json(await generatePoem("Write an ode."));
    default:
      return res.status(400).end();
  }
});
// --- an assertion of this project
import { assertAskRequest } from "./guards";

app.post("/ask", async (req, res) => {
  const body: unknown = req.body;
  assertAskRequest(body);
  res.json({ answer: await generateAnswer(body.question) });
});
// --- a condition that only asks
app.post("/ask", async (req, res) => {
  const prompt = req.body.detailed === true ? "Explain at length." : "Explain in one line.";
  res.json({ answer: await generateAnswer(prompt) });
});
// --- a record of this id is loaded, and its text goes on
app.post("/tickets/summary", async (req, res) => {
  const ticket = await db.tickets.findUnique({ where: { id: req.body.ticketId, owner: req.user.id } });
  if (!ticket) return res.status(404).end();
  res.json({ summary: await summarize(ticket.text) });
});
// --- the parameters of the path only
// path: app/api/reports/[id]/route.ts
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const report = await loadReport(id);
  return Response.json({ summary: await summarize(report.text) });
}
// --- headers and the user's session
app.post("/digest", async (req, res) => {
  const account = await accounts.of(req.session.userId);
  res.json({ digest: await summarize(account.notes) });
});
// --- a body that is only stored
// path: app/api/feedback/route.ts
export async function POST(request: Request) {
  const { rating, comment } = await request.json();
  await db.insert(feedback).values({ rating, comment });
  return new Response(null, { status: 204 });
}
// --- a signature says who sent it
// path: app/api/hooks/github/route.ts
import { verify } from "@octokit/webhooks-methods";

export async function POST(request: Request) {
  const payload = await request.text();
  if (!(await verifySignature(secret, payload, request.headers.get("x-hub-signature-256") ?? ""))) {
    return new Response("signature", { status: 401 });
  }
  await runWorkflow(JSON.parse(payload));
  return new Response("ok");
}
// --- Svix
// path: app/api/hooks/clerk/route.ts
import { Webhook } from "svix";

export async function POST(request: Request) {
  const body = await request.text();
  const event = new Webhook(process.env.WEBHOOK_SECRET!).verify(body, headersOf(request));
  await runWorkflow(event);
  return new Response("ok");
}
// --- the answer of somebody else's server, in a handler
// path: app/api/news/route.ts
export async function GET() {
  const response = await fetch("https://news.example.org/latest.json", { signal: AbortSignal.timeout(5000) });
  const articles = await response.json();
  return Response.json({ summary: await summarize(articles.map((a) => a.title).join("\n")) });
}
// --- a server action without arguments
"use server";

export async function today() {
  return await generateAnswer("What day is it?");
}
// --- a client of one's own API
export async function submit(question: string) {
  const reply = await fetch("/api/ask", { method: "POST", body: JSON.stringify({ question }) });
  return (await reply.json()).answer;
}
// --- a queue's message, which no stranger writes
export const worker = new Worker("summaries", async (job) => {
  const { text } = job.data;
  return summarize(text);
});
// --- an ordinary function whose parameter is called body
export async function answerMail(mail: { body: string; from: string }) {
  return generateAnswer(mail.body);
}
// --- the body is passed on, to a service that checks it
// path: app/api/proxy/route.ts
export async function POST(request: Request) {
  const body = await request.json();
  const reply = await fetch(`${process.env.BACKEND_URL}/tickets`, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return new Response(reply.body, { status: reply.status });
}
