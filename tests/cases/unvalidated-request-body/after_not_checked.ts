// --- a condition about something else
import { z } from "zod";

const AskInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
  mode: z.any().refine((value) => (JSON.stringify(value) ?? "").length <= 100_000, "at most 100000 characters"),
});

app.post("/ask", async (req, res) => {
  const { question, mode } = AskInputSchema.parse(req.body); // finding
  if (isStreaming(mode)) {
    return res.json(await generateAnswer(question));
  }
  res.json({});
});
// --- used where it was found wrong
import { z } from "zod";

const AskInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
});

app.post("/ask", async (req, res) => {
  const { question } = AskInputSchema.parse(req.body); // finding
  const result = Question.safeParse(question);
  if (result.success) {
    res.json({ ok: true });
  } else {
    res.json(await generateAnswer(question));
  }
});
// --- stored first
import { z } from "zod";

const AskInputSchema = z.object({
  text: z.string().max(10_000, "at most 10000 characters"),
});

app.post("/ask", async (req, res) => {
  const payload = AskInputSchema.parse(req.body);
  const saved = await prisma.message.create({ data: { text: payload.text } }); // finding
  res.json(await generateAnswer(saved.text));
});
// --- an object that is made with new
import { z } from "zod";

const SupportAgentInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters"),
});

app.post("/ask", async (req, res) => {
  const payload = SupportAgentInputSchema.parse(req.body);
  const chat = new SupportAgent(payload.question); // finding
  res.json(await chat.run());
});
