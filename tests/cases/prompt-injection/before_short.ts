// --- what a function of another file makes a prompt of
// path: src/respond.ts
import { generateText } from "ai";
import { model, systemPrompt } from "./prompts";

export async function respond(question: string, memories: string) {
  const system = systemPrompt({ topic: "travel", memories }); // finding: warning, unsafe
  return generateText({
    model,
    system,
    prompt: question,
    maxOutputTokens: 100,
    abortSignal: AbortSignal.timeout(60_000),
  });
}
