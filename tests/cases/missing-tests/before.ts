// --- a route of Next.js
// path: app/api/chat/route.ts
// also: app/page.tsx
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function POST(request: Request) { // finding: warning, manual
  return Response.json(await generateText({ model: openai("gpt-4o"), prompt: await request.text() }));
}
