// --- the options are a variable
// project: openai@6
import OpenAI from "openai";

const options = { maxRetries: 1 };
export const openai = new OpenAI({ ...options, timeout: 60_000 }); // finding: warning, safe
