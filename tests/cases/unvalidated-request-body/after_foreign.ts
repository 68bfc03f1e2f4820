// --- a type that only another file knows by name is not named here
// path: app/actions.ts
// also: app/text.ts | import type { UIMessage } from "ai";\nimport type { ChatMessage } from "./kinds";\nexport const textOf = (message: ChatMessage | UIMessage): string => message.id;
// project: ai@6 zod@3
"use server";

import { generateText, type UIMessage } from "ai";
import { openai } from "@ai-sdk/openai";
import { textOf } from "./text";
import { z } from "zod";

const TitleInputSchema = z.object({
  message: z.custom<UIMessage>((value) => (JSON.stringify(value) ?? "").length <= 10_000, "at most 10000 characters"),
});

export async function title({ message }: { message: UIMessage }) {  // finding: unsafe
  ({ message } = TitleInputSchema.parse({ message }));
  const { text } = await generateText({
    model: openai("gpt-4o"), prompt: textOf(message), maxOutputTokens: 90, timeout: 30_000,
  });
  return text;
}
