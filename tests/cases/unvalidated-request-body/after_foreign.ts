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
  message: z.custom<UIMessage>((value) => (JSON.stringify(value) ?? "").length <= 100_000, "at most 100000 characters"),
});

export async function title({ message }: { message: UIMessage }) {  // finding: unsafe
  ({ message } = TitleInputSchema.parse({ message }));
  const { text } = await generateText({
    model: openai("gpt-4o"), prompt: textOf(message), maxOutputTokens: 90, timeout: 30_000,
  });
  return text;
}
// --- a body whose type is written where the variable is declared keeps it
// path: app/api/tool/route.ts
// project: openai@6 zod@3
import OpenAI from "openai";
import { z } from "zod";

const ToolInputSchema = z.object({
  question: z.string().max(10_000, "at most 10000 characters").nullish(),
  args: z.any().refine((value) => (JSON.stringify(value) ?? "").length <= 100_000, "at most 100000 characters").optional(),
});

const client = new OpenAI({ timeout: 30_000 });

export async function POST(req: Request) {
  let body: { question: string; args?: Record<string, unknown> };
  try {
    body = ToolInputSchema.parse(await req.json()) as { question: string; args?: Record<string, unknown> };  // finding: unsafe
  } catch {
    return Response.json({ error: "Invalid JSON body" }, { status: 400 });
  }
  const { question, args = {} } = body;
  if (!question) return Response.json({ error: "Missing question" }, { status: 400 });
  const input = `${question} ${JSON.stringify(args)}`;
  return Response.json(await client.responses.create({ model: "gpt-4o", max_output_tokens: 90, input }));
}
// --- a field whose type cannot be read from here is held to what is seen of it, and stays whole
// path: app/api/edit/route.ts
// also: lib/page.ts | import { z } from "zod";\nexport const pageSchema = z.object({ code: z.string(), title: z.string(), port: z.number() });\nexport type Page = z.infer<typeof pageSchema>;
// project: openai@6 zod@3
import OpenAI from "openai";
import type { Page } from "../../../lib/page";
import { z } from "zod";

const EditInputSchema = z.object({
  wish: z.string().max(10_000, "at most 10000 characters"),
  page: z.custom<Page>((value) => z.object({
    code: z.string().max(100_000, "at most 100000 characters"),
    title: z.string().max(10_000, "at most 10000 characters"),
  }).partial().safeParse(value).success),
});

const client = new OpenAI({ timeout: 30_000 });

export async function POST(req: Request) {
  const { wish, page }: { wish: string; page: Page } = EditInputSchema.parse(await req.json());  // finding: unsafe
  const reply = await client.responses.create({
    model: "gpt-4o", max_output_tokens: 90, input: "Change " + page.code.trim() + wish + page.title,
  });
  const changed: Page = { ...page, code: reply.output_text };
  return Response.json(changed);
}
