// --- a file that is type-checked takes no undefined
// @ts-check
import { GoogleGenerativeAI } from "@google/generative-ai";

export const model = new GoogleGenerativeAI(process.env.GEMINI_API_KEY ?? ""); // finding: unsafe
