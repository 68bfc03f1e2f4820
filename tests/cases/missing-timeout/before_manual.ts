// --- ollama's client takes no timeout, only a fetch
import ollama, { Ollama } from "ollama";

const remote = new Ollama({ host: "http://gpu-box:11434" }); // finding: warning, no-parameter

export const ask = (prompt: string) =>
  ollama.generate({ model: "llama3.2", prompt }); // finding: warning, no-parameter
// --- which major of ai is not known, and they differ
import { generateText } from "ai";

export const ask = (prompt: string) =>
  generateText({ model: "openai/gpt-4o", prompt }); // finding: warning, version-unknown
