// --- JSON mode and a cast
import OpenAI from "openai";
import { z } from "zod";

const RecipeAnswerSchema = z.object({
  title: z.string().max(10_000, "at most 10000 characters"),
  steps: z.array(z.string().max(10_000, "at most 10000 characters")).max(100, "at most 100 steps"),
});

type Recipe = { title: string; steps: string[] };
const client = new OpenAI();

export async function recipe(dish: string): Promise<Recipe> {
  const reply = await client.chat.completions.create({
    model: "gpt-4o-mini",
    max_tokens: 900,
    response_format: { type: "json_object" },
    messages: [{ role: "user", content: dish }],
  });
  return RecipeAnswerSchema.parse(JSON.parse(reply.choices[0]?.message?.content ?? "{}")) as Recipe; // finding
}

// --- the text of the AI SDK, out of a fence
import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import { z } from "zod";

const QuizAnswerSchema = z.object({
  title: z.string().max(10_000, "at most 10000 characters"),
  questions: z.array(z.any()).max(100, "at most 100 questions"),
});

export async function quiz(topic: string, db: any) {
  const { text } = await generateText({ model: openai("gpt-4o"), maxOutputTokens: 900, prompt: topic });
  const json = text.match(/```json([\s\S]*?)```/)?.[1] ?? text;
  const quiz = QuizAnswerSchema.parse(JSON.parse(json.trim())); // finding
  await db.quiz.create({ data: { title: quiz.title, questions: quiz.questions } });
}

// --- the input of a tool block
import Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";

const ActArgumentsSchema = z.object({
  id: z.string().max(10_000, "at most 10000 characters"),
  amount: z.number(),
});

const client = new Anthropic();
declare function refund(order: { id: string; amount: number }): Promise<void>;

export async function act(messages: any[]) {
  const reply = await client.messages.create({ model: "claude-sonnet-4-20250514", max_tokens: 900, messages });
  for (const block of reply.content) {
    if (block.type === "tool_use" && block.name === "refund") {
      await refund(ActArgumentsSchema.parse(block.input) as { id: string; amount: number }); // finding
    }
  }
}

