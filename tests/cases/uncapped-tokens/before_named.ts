// --- the parameters are a variable
// project: openai@6
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });
const params = { model: "gpt-4o", messages: [] };

export const ask = () => openai.chat.completions.create(params); // finding: warning, safe
// --- the configuration has a name of its own, in its short form
// project: @google/genai@1
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY, httpOptions: { timeout: 30_000 } });

export async function describe(contents: string) {
  const config = { temperature: 0 };
  const reply = await ai.models.generateContent({ model: "gemini-2.0-flash", contents, config }); // finding: warning
  return reply.text;
}
