// --- dated, and configured
import OpenAI from "openai";

const client = new OpenAI();

export const a = (input: string) =>
  client.responses.create({ model: "gpt-4o-2024-08-06", input });

export const b = (input: string) =>
  client.responses.create({ model: process.env.OPENAI_MODEL!, input });
// --- a list to choose from
export const MODELS = [
  { id: "gpt-4o", model: "gpt-4o", label: "GPT-4o" },
  { id: "o3", model: "o3", label: "o3" },
];

export type Model = "gpt-4o" | "o3";

export const isBig = (model: string) => model === "gpt-4o";
// --- the state of a page
"use client";
import { useState } from "react";

export function Picker() {
  const [model, setModel] = useState("gpt-4o");
  return <select value={model} onChange={(e) => setModel(e.target.value)}><option value="gpt-4o">GPT-4o</option></select>;
}
// --- a gateway has names of its own
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openrouter = createOpenAI({ baseURL: "https://openrouter.ai/api/v1" });

export const a = (prompt: string) => generateText({ model: "openai/gpt-4o", prompt });

export const b = (prompt: string) => generateText({ model: openrouter("gpt-4o"), prompt });
// --- a deployment
import { azure } from "@ai-sdk/azure";
import { generateText } from "ai";

export const ask = (prompt: string) => generateText({ model: azure("gpt-4o"), prompt });
// --- prices
export const PRICES: Record<string, number> = { "gpt-4o": 2.5, "gpt-4o-mini": 0.15 };

export function price(model: string) {
  switch (model) {
    case "gpt-4o":
      return 2.5;
    default:
      return PRICES[model];
  }
}
// --- an answer that names the model, and an example of the API's documentation
import { z } from "zod";

export const Body = z.object({ model: z.string() }).openapi({ example: { model: "gpt-4o" } });

export const GET = () => Response.json({ model: "gpt-4o", ready: true });
