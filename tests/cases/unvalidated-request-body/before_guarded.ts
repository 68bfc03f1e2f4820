// --- texts and messages that somebody put a guard around already
// path: app/api/chat/route.ts
// also: app/api/chat/prodgate-guard.ts | export const untrusted = (text: string) => `<untrusted>${text}</untrusted>`;\nexport const logEvent = (...values: unknown[]) => console.info(JSON.stringify(values));\nexport const clientMessages = <T extends readonly { role: string }[]>(messages: T): T[number][] =>\n  messages.filter((message) => message.role !== "system");
// project: ai@5.0.0 @ai-sdk/openai@2.0.0 zod@4.0.0
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { clientMessages, logEvent, untrusted } from "./prodgate-guard";

export async function POST(req: Request) {
  const { about, messages } = await req.json(); // finding: warning, unsafe
  logEvent("about", about);
  return generateText({
    model: openai("gpt-4o-mini-2024-07-18"),
    system: `Only ${untrusted(about)}.`,
    messages: [...clientMessages(messages)],
  });
}
