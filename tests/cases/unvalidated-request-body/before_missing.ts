// --- what may be missing is asked by the function that says it is there
// path: app/api/chat/route.ts
// project: openai@6 zod@3
import OpenAI from "openai";

const client = new OpenAI({ timeout: 30_000 });

async function context(query: string, base: string): Promise<string> {
  if (!base) {
    return "";
  }
  return `${base.trim()}: ${query.trim()}`;
}

export async function POST(req: Request) {
  const { query, base } = await req.json(); // finding: unsafe
  const input = await context(query, base);
  return Response.json(await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input }));
}
// --- the handler answers what is missing, or the function takes that
// path: app/api/chat/route.ts
// project: openai@6 zod@3
import OpenAI from "openai";

const client = new OpenAI({ timeout: 30_000 });

const named = (base: string): string => (base ? base.trim() : "");
const maybe = (base?: string | null): string => (base ? base.trim() : "");

export async function POST(req: Request) {
  const { query, base, other, third, fourth } = await req.json(); // finding: unsafe
  if (!query || !base) {
    return Response.json({ error: "Missing query" }, { status: 400 });
  }
  let input = named(base) + query.trim();
  if (other) {
    input += named(other);
  }
  input += maybe(third) + named(fourth ?? "");
  return Response.json(await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input }));
}
