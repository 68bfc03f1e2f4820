// --- a promise is rejected
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  new Promise<string>(async (resolve, reject) => {
    try {
      resolve((await client.responses.create({ model: "gpt-4o-mini", input })).output_text);
    } catch (error) {
      reject(error);
    }
  });
// --- Hono's status
import { Hono } from "hono";
import OpenAI from "openai";

const app = new Hono();
const client = new OpenAI();

app.get("/ask", async (c) => {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: c.req.query("q") ?? "" });
    return c.json({ reply: reply.output_text });
  } catch {
    return c.json({ reply: "Please try again." }, 502);
  }
});
// --- a result that is an error
import { err, ok, type Result } from "neverthrow";
import OpenAI from "openai";

const client = new OpenAI();

export async function ask(input: string): Promise<Result<string, string>> {
  try {
    return ok((await client.responses.create({ model: "gpt-4o-mini", input })).output_text);
  } catch {
    return err("the model did not answer");
  }
}
// --- the promise throws something of our own
import OpenAI from "openai";

const client = new OpenAI();

export const ask = (input: string) =>
  client.responses.create({ model: "gpt-4o-mini", input }).catch((cause) => {
    throw new Error("the model did not answer", { cause });
  });
// --- an answer that was called off, and everything else is thrown
import OpenAI from "openai";

const client = new OpenAI();

export async function ask(input: string, signal: AbortSignal): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input }, { signal })).output_text;
  } catch (error) {
    if (signal.aborted) return "";
    throw error;
  }
}
// --- the stream ends with the error
import OpenAI from "openai";

const client = new OpenAI();

export const stream = (input: string) =>
  new ReadableStream<string>({
    async start(controller) {
      try {
        const events = await client.responses.create({ model: "gpt-4o-mini", input, stream: true });
        for await (const event of events) controller.enqueue(event.type);
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
  });
// --- an event tells the client
// path: src/routes/ask.ts
import type { Request, Response } from "express";
import OpenAI from "openai";

const client = new OpenAI();

export async function ask(req: Request, res: Response): Promise<void> {
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: String(req.query.q) });
    res.write(`data: ${reply.output_text}\n\n`);
  } catch (error) {
    res.write(`event: error\ndata: ${(error as Error).message}\n\n`);
  }
  res.end();
}
// --- a toast
import OpenAI from "openai";
import { toast } from "sonner";

const client = new OpenAI({ baseURL: "/api/proxy" });

export async function ask(input: string): Promise<string> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch {
    toast.error("The model did not answer.");
    return "";
  }
}
// --- what is missing is noticed by who asked
import OpenAI from "openai";

const client = new OpenAI();

async function ask(input: string): Promise<string | null> {
  try {
    return (await client.responses.create({ model: "gpt-4o-mini", input })).output_text;
  } catch {
    return null;
  }
}

export async function title(text: string): Promise<string> {
  const found = await ask(text);
  if (!found) throw new Error("no title");
  return found;
}
// --- the stream's error is logged before it is masked
// path: app/api/chat/route.ts
import { openai } from "@ai-sdk/openai";
import { streamText } from "ai";

export async function POST(): Promise<Response> {
  const result = streamText({ model: openai("gpt-4o-mini"), prompt: "Say hello." });
  return result.toUIMessageStreamResponse({
    onError: (error) => {
      console.error("the stream broke off", error);
      return "Something went wrong.";
    },
  });
}
