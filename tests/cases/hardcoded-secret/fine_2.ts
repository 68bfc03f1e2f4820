// --- read from the environment, in every spelling
const openaiKey = process.env.OPENAI_API_KEY!;
const { ANTHROPIC_API_KEY, GROQ_API_KEY = "" } = process.env;
const denoKey = Deno.env.get("OPENAI_API_KEY");
const viteKey = import.meta.env.VITE_PUBLIC_KEY;

export { ANTHROPIC_API_KEY, denoKey, GROQ_API_KEY, openaiKey, viteKey };
// --- placeholders of every kind
export const config = {
  openaiApiKey: "sk-your-key-here",
  anthropicApiKey: "<ANTHROPIC_API_KEY>",
  githubToken: "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  password: "changeme",
  jwtSecret: "dev-secret-do-not-use-in-production",
};
// --- an input of a page
// path: src/Settings.tsx
export const Settings = () => (
  <form>
    <input type="password" name="openaiApiKey" placeholder="sk-..." autoComplete="current-password" />
    <p className="token-hint">Your token starts with ghp_ and is stored in this browser only.</p>
  </form>
);
// --- names under which a page stores things
export const TOKEN_STORAGE_KEY = "app.auth.accessToken.v3";
export const queryKey = ["conversation-messages-by-user-id"];
localStorage.setItem("openai_api_key_of_this_user", typed);
// --- design tokens
export const tokens = { colorPrimary: "#3b82f6", spacingToken: "var(--spacing-large-2x)" };
export const cssToken = "hsl(var(--sidebar-primary-foreground))";
// --- an i18n file
export const messages = {
  apiKey: "Paste the key of your account at OpenAI",
  password: "Das Passwort muss mindestens 12 Zeichen lang sein",
  invalidToken: "Der Zugangsschlüssel ist abgelaufen oder ungültig",
};
// --- hashes and integrity
export const integrity = "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
export const commitKey = "f78019c21dabe7d90da777079b889211b6dc94ca";
// --- keys that every page shows
export const stripe = loadStripe("@@PUBLISHABLE_KEY@@");
export const supabase = createClient("https://qzkvwpxm.supabase.co", "@@ANON_KEY@@");
// --- a template
export const header = (key: string) => ({ Authorization: `Bearer ${key}`, "x-api-key": `${key}` });
export const url = (password: string) => `postgres://app:${password}@db.internal/app`;
// --- form checks
export const looksLikeKey = (text: string) => /^(sk|pk)-[a-zA-Z0-9-]{20,}$/.test(text) || text.startsWith("AIza");
// --- keys of the keyboard, of a map, of a list
export const shortcut = { key: "CommandOrControl+Shift+KeyP", accessKey: "k" };
export const rows = items.map((item) => <Row key={`conversation-row-${item.id}`} item={item} />);
// --- doubles of tests
// path: src/client.test.ts
vi.stubEnv("OPENAI_API_KEY", "test-openai-key-0123456789");
export const session = { accessToken: "fake-access-token-for-tests-1" };
// --- types and schemas
import { z } from "zod";

export const Env = z.object({ OPENAI_API_KEY: z.string().min(20), SESSION_SECRET: z.string().length(64) });
export type Auth = { kind: "api-key-in-the-header"; password: string };
