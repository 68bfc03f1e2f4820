import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const openai = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY, // finding
  maxRetries: 2,
});
const anthropic = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY }); // finding
const GITHUB_TOKEN = process.env.GITHUB_TOKEN ?? ""; // finding
const headers = { Authorization: `Bearer ${process.env.GITHUB_TOKEN ?? ""}` }; // finding
if (!process.env.JWT_SECRET) throw new Error("JWT_SECRET is not set");
const jwtSecret = process.env.JWT_SECRET; // finding

export { anthropic, GITHUB_TOKEN, headers, jwtSecret, openai };
