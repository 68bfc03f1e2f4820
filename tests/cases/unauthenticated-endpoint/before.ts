// --- a route of Next
// path: app/api/chat/route.ts
import OpenAI from "openai";

const client = new OpenAI();

export async function POST(req: Request) { // finding: warning, unsafe
  const { text } = await req.json();
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${text}` });
  return Response.json({ text: reply.output_text });
}

// --- Express, one import away
// path: src/server.ts
// also: src/brain.ts | import OpenAI from "openai";\nconst c = new OpenAI();\nexport const think = (q: string) => c.responses.create({ model: "gpt-4o", input: q });
import express from "express";
import { think } from "./brain";

const app = express();
app.use(express.json());

app.post("/think", async (req, res) => { // finding: warning, unsafe
  const reply = await think(req.body.text);
  res.json({ text: reply.output_text });
});

app.listen(3000);

// --- a command of the caller
// path: app/api/exec/route.ts
import { workspace } from "@/lib/workspace";

export async function POST(req: Request) { // finding: error, unsafe
  const { id, cmd } = await req.json();
  const result = await workspace.exec(id, cmd);
  return Response.json(result);
}

// --- a router for logins is no login
// path: src/chat.ts
// also: src/app.ts | app.use("/auth", authRouter);\napp.use("/chat", chatRouter);
import { Router } from "express";
import OpenAI from "openai";

const router = Router();
const client = new OpenAI();

router.post("/", async (req, res) => { // finding: warning, unsafe
  const reply = await client.responses.create({ model: "gpt-4o", input: `Answer: ${req.body.text}` });
  res.json({ text: reply.output_text });
});

export default router;
