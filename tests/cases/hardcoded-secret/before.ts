import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const openai = new OpenAI({
  apiKey: "@@OPENAI_KEY@@", // finding
  maxRetries: 2,
});
const anthropic = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY || "@@ANTHROPIC_KEY@@" }); // finding
const GITHUB_TOKEN = "@@GITHUB_KEY@@"; // finding
const headers = { Authorization: "Bearer @@GITHUB_KEY@@" }; // finding
const jwtSecret = "@@PLAIN_KEY@@"; // finding

export { anthropic, GITHUB_TOKEN, headers, jwtSecret, openai };
