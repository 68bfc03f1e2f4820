// --- built into the page by its prefix: Vite
// path: src/chat.ts
import OpenAI from "openai";

export const client = new OpenAI({
  apiKey: import.meta.env.VITE_OPENAI_API_KEY, // finding: error, no-rewrite
  dangerouslyAllowBrowser: true,
});
// --- built into the page by its prefix: Next.js, in a header
// path: components/ask.ts
export const ask = (prompt: string) =>
  fetch("https://api.anthropic.com/v1/messages", {
    method: "POST",
    headers: {
      "x-api-key": process.env.NEXT_PUBLIC_ANTHROPIC_API_KEY!, // finding: error, no-rewrite
      "anthropic-dangerous-direct-browser-access": "true",
    },
    body: JSON.stringify({ prompt }),
  });
// --- a name that tells nothing, used as the key of a model
// path: src/model.ts
import { GoogleGenAI } from "@google/genai";

const key = import.meta.env.VITE_API_KEY; // finding: error, no-rewrite

export const ai = new GoogleGenAI({ apiKey: key });
// --- taken apart
// path: src/model.ts
const { VITE_GROQ_API_KEY } = import.meta.env; // finding: error, no-rewrite

export const headers = { Authorization: `Bearer ${VITE_GROQ_API_KEY}` };
// --- SvelteKit, Expo, Create React App, Gatsby
// path: src/lib/keys.ts
import { PUBLIC_OPENAI_API_KEY } from "$env/static/public"; // finding: error, no-rewrite

export const svelte = PUBLIC_OPENAI_API_KEY;
export const expo = process.env.EXPO_PUBLIC_ELEVENLABS_API_KEY; // finding: error, no-rewrite
export const react = process.env["REACT_APP_HUGGINGFACE_TOKEN"]; // finding: error, no-rewrite
export const gatsby = process.env.GATSBY_REPLICATE_API_TOKEN; // finding: error, no-rewrite
export const admin = process.env.NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY; // finding: error, no-rewrite
export const shared = process.env.NEXT_PUBLIC_JWT_SECRET; // finding: error, no-rewrite
// --- on a server too: the prefix gives it to every page that names it
// path: app/api/chat/route.ts
import OpenAI from "openai";

const client = new OpenAI({ apiKey: process.env.NEXT_PUBLIC_OPENAI_API_KEY }); // finding: warning, no-rewrite

export async function POST(req: Request) {
  return Response.json(await client.models.list());
}
// --- the flag says that it runs in a browser, and the bundler puts the key there
// path: src/services/llm.ts
import Anthropic from "@anthropic-ai/sdk";

export const client = new Anthropic({
  apiKey: process.env.ANTHROPIC_API_KEY, // finding: error, no-rewrite
  dangerouslyAllowBrowser: true,
});
// --- a bundler that writes keys into the code
// path: vite.config.ts
import { defineConfig, loadEnv } from "vite";

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, ".", "");
  return {
    define: {
      "process.env.API_KEY": JSON.stringify(env.GEMINI_API_KEY), // finding: error, no-rewrite
      "process.env.GEMINI_API_KEY": JSON.stringify(env.GEMINI_API_KEY), // finding: error, no-rewrite
      __VERSION__: JSON.stringify(env.npm_package_version),
    },
  };
});
