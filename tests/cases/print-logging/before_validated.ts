// --- a text that a schema measured
// path: app/api/chat/route.ts
// project: ai@5.0.0 zod@4.0.0
import { generateText } from "ai";
import { z } from "zod";
import { model } from "./model";

const Body = z.object({ wish: z.string().max(10_000, "at most 10000 characters") });

export async function POST(req: Request) {
  const { wish } = Body.parse(await req.json());
  console.log("wish", wish); // finding: warning, unsafe
  return generateText({ model, prompt: wish, maxOutputTokens: 300 });
}
