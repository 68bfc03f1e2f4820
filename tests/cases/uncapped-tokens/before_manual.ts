// --- which major of ai is not known, and the names differ
import { generateText } from "ai";

export const ask = (prompt: string) => generateText({ model: "openai/gpt-4o", prompt }); // finding: warning, version-unknown
// --- max_completion_tokens came in the middle of openai 4
import OpenAI from "openai";

const openai = new OpenAI({ timeout: 30_000 });

export const ask = (messages: any[]) =>
  openai.chat.completions.create({ model: "gpt-4o", messages }); // finding: warning, version-unknown
// --- the answer is the whole merged file
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

export async function run(code: string, update: string) {
  const { text: mergedCode } = await generateText({ // finding: warning, rewrites-its-input
    model: openai("gpt-4o"),
    prompt: `<code>${code}</code><update>${update}</update>`,
    abortSignal: AbortSignal.timeout(60_000),
  });
  return mergedCode;
}
