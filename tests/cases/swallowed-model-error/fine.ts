// --- thrown again, and an error status
// path: app/api/ask/route.ts
import OpenAI from "openai";

const client = new OpenAI();

export async function GET(request: Request): Promise<Response> {
  const input = new URL(request.url).searchParams.get("q") ?? "";
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input });
    return Response.json({ reply: reply.output_text });
  } catch {
    return Response.json({ reply: "Sorry, try again later." }, { status: 503 });
  }
}

export async function ask(input: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch (cause) {
    throw new Error("the model did not answer", { cause });
  }
}
// --- the console has the error
import OpenAI from "openai";

const client = new OpenAI();

export async function label(input: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch (error) {
    console.error("no label, taking the general one", error);
    return "general";
  }
}

export async function mood(input: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown";
    console.warn(`no mood: ${message}`);
    return "neutral";
  }
}
// --- a failure that callers can tell from an answer
import OpenAI from "openai";

const client = new OpenAI();
type Answer = { ok: true; text: string } | { ok: false };

export async function ask(input: string): Promise<Answer> {
  try {
    return { ok: true, text: (await client.responses.create({ model: "gpt-4o-mini", input })).output_text };
  } catch {
    return { ok: false };
  }
}

export async function tell(input: string): Promise<{ text?: string; error?: string }> {
  try {
    return { text: (await client.responses.create({ model: "gpt-4o-mini", input })).output_text };
  } catch (e) {
    return { error: String(e) };
  }
}
// --- Express passes it on
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();

app.get("/ask", async (req, res, next) => {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: String(req.query.q) });
    res.json({ reply: reply.output_text });
  } catch (error) {
    next(error);
  }
});

app.get("/tell", async (req, res) => {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: String(req.query.q) });
    res.json({ reply: reply.output_text });
  } catch {
    res.status(500).json({ reply: "Please try again." });
  }
});
// --- promises whose failure is seen
import OpenAI from "openai";

const client = new OpenAI();

async function ask(input: string): Promise<string> {
  return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
}

export async function all(texts: string[]): Promise<string[]> {
  const results = await Promise.allSettled(texts.map((text) => ask(text)));
  for (const r of results) if (r.status === "rejected") console.error("no answer", r.reason);
  return results.flatMap((r) => (r.status === "fulfilled" ? [r.value] : []));
}

export const first = (text: string) => ask(text).catch(console.error);

export const second = (text: string) =>
  ask(text).catch((error) => {
    console.error("no answer", error);
    return "";
  });
// --- only the parse is tried, and a save that may fail
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { save } from "./store";

export async function grade(prompt: string): Promise<unknown> {
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt });
  await save(text).catch(() => null);
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
// --- a tool tells the model what went wrong
import { openai } from "@ai-sdk/openai";
import { generateText, tool } from "ai";
import { z } from "zod";

export const translate = tool({
  description: "Translate a text",
  inputSchema: z.object({ text: z.string() }),
  execute: async ({ text }) => {
    try {
      return (await generateText({ model: openai("gpt-4o-mini"), prompt: text })).text;
    } catch (error) {
      return `Error: ${(error as Error).message}`;
    }
  },
});
// --- a page shows it
import OpenAI from "openai";
import { useState } from "react";

const client = new OpenAI({ baseURL: "/api/proxy" });

export function useAnswer(): { answer: string; error: string; ask: (input: string) => Promise<void> } {
  const [answer, setAnswer] = useState("");
  const [error, setError] = useState("");
  const ask = async (input: string): Promise<void> => {
    try {
      setAnswer((await client.responses.create({ model: "gpt-4o-mini", input })).output_text);
    } catch {
      setError("The model did not answer.");
    }
  };
  return { answer, error, ask };
}
// --- a check, whose verdict is all that is wanted
import OpenAI from "openai";

export async function works(apiKey: string, say: (valid: boolean) => void) {
  const client = new OpenAI({ apiKey, timeout: 10_000 });
  try {
    await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 20, input: "Hi" });
    say(true);
  } catch {
    say(false);
  }
}
// --- a flag is true for as long as the model answers
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });
export const state = { up: false };

export async function probe() {
  try {
    await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 20, input: "Hi" });
    state.up = true;
  } catch {
    state.up = false;
  }
}
