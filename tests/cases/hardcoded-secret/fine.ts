// --- placeholders, names and a web page's configuration
import OpenAI from "openai";

const local = new OpenAI({ apiKey: "ollama", baseURL: "http://localhost:11434/v1" });
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY ?? "" });
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const STORAGE_KEY = "chat-history-v2-8f3c9d2e";
const firebaseConfig = {
  apiKey: "@@GOOGLE_KEY@@",
  authDomain: "demo.firebaseapp.com",
  projectId: "demo",
};

export function valid(key: string): boolean {
  return key.startsWith("sk-ant-api03-") || /^sk-proj-[A-Za-z0-9_-]{48,}$/.test(key);
}

export { alphabet, client, firebaseConfig, local, STORAGE_KEY };
// --- what a page gives to each of its readers
export const themeConfig = {
  search: { appId: "K4ZT9QW2XB", apiKey: "b7e1f09c3a5d428896d0c4e72f1a8b36", indexName: "handbook" },
};

export function chatWindow(sdk: { run: (options: object) => void }): void {
  sdk.run({ websiteToken: "q8ZrTn2LxV5bKc9WmDf3HsYp", baseUrl: "https://chat.example.com" });
}
