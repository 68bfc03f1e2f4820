// --- keys that are meant for pages
// path: src/lib/clients.ts
import { createClient } from "@supabase/supabase-js";
import { initializeApp } from "firebase/app";
import posthog from "posthog-js";

export const supabase = createClient(
  process.env.NEXT_PUBLIC_SUPABASE_URL!,
  process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!,
);

export const app = initializeApp({
  apiKey: import.meta.env.VITE_FIREBASE_API_KEY,
  projectId: import.meta.env.VITE_FIREBASE_PROJECT_ID,
});

posthog.init(process.env.NEXT_PUBLIC_POSTHOG_KEY!, { api_host: "https://eu.posthog.com" });

export const stripe = process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY;

export const clerk = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY;

export const maps = process.env.REACT_APP_GOOGLE_MAPS_API_KEY;

export const google = process.env.NEXT_PUBLIC_GOOGLE_API_KEY;

export const captcha = process.env.NEXT_PUBLIC_RECAPTCHA_SITE_KEY;

export const assistant = process.env.NEXT_PUBLIC_OPENAI_ASSISTANT_ID;

export const tokens = Number(import.meta.env.VITE_OPENAI_MAX_TOKENS ?? 900);

export const model = import.meta.env.VITE_OPENAI_MODEL;

export const base = import.meta.env.VITE_OPENAI_BASE_URL;

export const agent = process.env.NEXT_PUBLIC_ELEVENLABS_AGENT_ID;
// --- a proxy of one's own, which has the key
// path: src/chat.ts
import OpenAI from "openai";

export const proxied = new OpenAI({
  apiKey: "unused",
  baseURL: "/api/openai",
  dangerouslyAllowBrowser: true,
});

export const origin = new OpenAI({
  apiKey: "sk-dummy-key-of-the-proxy",
  baseURL: window.location.origin + "/api/openai",
  dangerouslyAllowBrowser: true,
});
// --- the key is the person's own
// path: src/settings.ts
import OpenAI from "openai";

export const typed = (apiKey: string) => new OpenAI({ apiKey, dangerouslyAllowBrowser: true });

export const stored = () =>
  new OpenAI({ apiKey: localStorage.getItem("key") ?? "", dangerouslyAllowBrowser: true });

export async function made() {
  const { secret } = await (await fetch("/api/session")).json();
  return new OpenAI({ apiKey: secret, dangerouslyAllowBrowser: true });
}
// --- on a server, without a prefix
// path: app/api/chat/route.ts
import OpenAI from "openai";

export const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

export const flagged = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  dangerouslyAllowBrowser: true,
});
// --- a bundler that writes no keys
// path: vite.config.ts
import { defineConfig } from "vite";

export default defineConfig({
  define: {
    __API_URL__: JSON.stringify(process.env.API_URL),
    "process.env.NODE_ENV": JSON.stringify(process.env.NODE_ENV),
    "import.meta.env.VITE_SUPABASE_ANON_KEY": JSON.stringify(process.env.SUPABASE_ANON_KEY),
  },
});
// --- a test
// path: tests/chat.test.ts
import OpenAI from "openai";

export const client = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  dangerouslyAllowBrowser: true,
});

export const other = import.meta.env.VITE_OPENAI_API_KEY;
// --- words about names
// path: src/help.ts
export const hint = "Never name a key NEXT_PUBLIC_OPENAI_API_KEY or VITE_OPENAI_API_KEY.";

export const isSet = (name: string) => name.startsWith("VITE_OPENAI_API_KEY");
