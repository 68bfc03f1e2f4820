// --- one call, whose answer is kept in a name
import OpenAI from "openai";
import { recordUsage } from "./prodgate-guard";

const client = new OpenAI();

export async function answer(input: string): Promise<string> {
  const reply = await client.responses.create({ model: "gpt-4o-mini", input }); // finding: note, unsafe
  recordUsage(reply, "answer");
  return reply.output_text;
}
// --- what is not named is dropped
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { recordUsage } from "./prodgate-guard";

export async function title(prompt: string): Promise<string> {
  const { text } = recordUsage(await generateText({ model: openai("gpt-4o-mini"), prompt }), "title"); // finding: note, unsafe
  return text;
}
