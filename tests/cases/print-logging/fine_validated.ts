// --- a number, a choice, an id, and whether it fitted
// path: app/api/chat/route.ts
// project: ai@5.0.0 zod@4.0.0
import { generateText } from "ai";
import { z } from "zod";
import { model } from "./model";

const Body = z.object({
  wish: z.string(),
  tone: z.enum(["kind", "short"]),
  guests: z.number(),
  visitor: z.uuid(),
});

export async function POST(req: Request) {
  const { wish, tone, guests, visitor } = Body.parse(await req.json());
  console.log("asked", tone, guests, visitor, wish.length);
  return generateText({ model, prompt: wish, maxOutputTokens: 300 });
}

export async function PUT(req: Request) {
  const result = Body.safeParse(await req.json());
  console.log("fits", result.success);
  if (!result.success) {
    return new Response("no", { status: 400 });
  }
  console.log("asked", result.data.tone);
  return generateText({ model, prompt: result.data.wish, maxOutputTokens: 300 });
}
// --- a schema of another file
// path: app/api/chat/route.ts
// project: ai@5.0.0 zod@4.0.0
import { generateText } from "ai";
import { model } from "./model";
import { Body } from "./schema";

export async function POST(req: Request) {
  const { wish } = Body.parse(await req.json());
  console.log("wish", wish);
  return generateText({ model, prompt: wish, maxOutputTokens: 300 });
}
