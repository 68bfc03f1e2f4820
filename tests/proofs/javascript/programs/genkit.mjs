// --- a question
// packages: genkit@1.42.0 @genkit-ai/google-genai@1.42.0
// missing-timeout: generate

import { googleAI } from "@genkit-ai/google-genai";
import { genkit } from "genkit";

const ai = genkit({
  plugins: [googleAI({ baseUrl: process.env.MODEL_URL })],
  model: googleAI.model("gemini-2.0-flash"),
});

const answer = await ai.generate({ prompt: "What is the capital of France?" });
console.log(answer.text);
