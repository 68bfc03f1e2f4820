// --- fetch in a route handler
// path: app/api/chat/route.ts
export async function POST(request: Request) {
  const { prompt } = await request.json();
  const reply = await fetch("https://api.openai.com/v1/chat/completions", { // finding: warning, safe
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: prompt }] }),
    signal: AbortSignal.timeout(60_000),
  });
  return Response.json(await reply.json());
}
// --- fetch without options
// path: src/server/search.ts
import "server-only";

export async function search(query: string): Promise<unknown> {
  const url = `https://search.example/?q=${encodeURIComponent(query)}`;
  const reply = await fetch(url, { signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
  return reply.json();
}
// --- a timeout option that fetch does not know
// path: server/tools.ts
import { readFile } from "node:fs/promises";

export const weather = async (city: string) => {
  const key = await readFile("/run/secrets/weather", "utf8");
  // @ts-expect-error not an option
  return fetch(`https://api.weather.example/${city}?key=${key}`, { timeout: 5000, signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
};
// --- axios, its verbs and its instance
// path: src/api/client.ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example", headers: { "X-App": "demo" }, timeout: 60_000 }); // finding: error, safe

export const items = () => api.get("/items");

export async function create(item: unknown) {
  await axios.post("https://hooks.example/created", item, { timeout: 60_000 }); // finding: error, safe
  return axios.get("https://api.example/items", { params: { page: 1 }, timeout: 60_000 }); // finding: error, safe
}
// --- axios as a function
// path: server/notify.ts
import axios, { type AxiosRequestConfig } from "axios";

export const notify = (text: string) =>
  axios({ // finding: error, safe
    method: "post",
    url: process.env.HOOK_URL,
    data: { text },
    timeout: 60_000,
  });

export const remove = (id: string) => axios.delete(`https://api.example/items/${id}`, { timeout: 60_000 }); // finding: error, safe
// --- zero means for ever in axios
// path: server/zero.ts
import axios from "axios";

const http = axios.create({ timeout: 60_000 }); // finding: error, unsafe
// --- got and node-fetch
// path: scripts/load.ts
// project: got@14 node-fetch@3
import got from "got";
import fetch from "node-fetch";

export const one = () => got("https://api.example/items", { timeout: { request: 60_000 } }).json(); // finding: error, safe
export const two = (id: string, json: object) => got.post(`https://api.example/${id}`, { json, timeout: { request: 60_000 } }).json(); // finding: error, safe
export const three = (url: string) => fetch(url, { method: "HEAD", signal: AbortSignal.timeout(60_000) }); // finding: error, safe
// --- a server action
// path: app/actions.ts
"use server";

export async function translate(text: string) {
  const reply = await fetch("https://api.deepl.example/v2/translate", { method: "POST", body: text, signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
  return (await reply.json()).translation;
}
// --- options in an object of this file
// path: lib/server/embed.ts
const OPTIONS = { method: "POST", headers: { "content-type": "application/json" } };

export const embed = async (text: string) => {
  const key = process.env.EMBEDDINGS_KEY;
  return fetch(`https://embed.example/v1?key=${key}`, { ...OPTIONS, body: text, signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
};
// --- globalThis.fetch, and one of two calls with a signal
// path: src/worker/poll.ts
const TOKEN = process.env.TOKEN;

export async function poll(url: string, signal: AbortSignal) {
  await globalThis.fetch(url, { headers: { TOKEN: `${TOKEN}` }, signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
  await fetch(url, { signal });
}
// --- got with an address in a variable
// path: scripts/page.ts
import got from "got";

export const page = (url: string) => got(url, { timeout: { request: 60_000 } }).text(); // finding: error, safe
export const post = (url: string, json: object) => got.post(url, { json, timeout: { request: 60_000 } }); // finding: error, safe
// --- a body that is streamed on: a total limit may cut it
// path: app/api/stream/route.ts
export async function POST(request: Request) {
  const reply = await fetch("https://api.openai.com/v1/chat/completions", { // finding: warning, unsafe
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: "gpt-4o", stream: true, messages: await request.json() }),
    signal: AbortSignal.timeout(60_000),
  });
  return new Response(reply.body, { headers: { "content-type": "text/event-stream" } });
}

// --- axios called with an address, and with an address and options
// path: server/axios.ts
// project: axios@1
import axios from "axios";

export const one = (id: string) => axios(`https://api.example/${id}`, { timeout: 60_000 }); // finding: error, safe
export const two = () => axios("https://api.example/items", { timeout: 60_000 }); // finding: error, safe
export const three = (data: object) => axios("https://api.example/items", { method: "post", data, timeout: 60_000 }); // finding: error, safe

// --- the body of got is whole when it is there
// path: server/got.ts
// project: got@14
import got from "got";

export async function items() {
  const reply = await got("https://api.example/items", { timeout: { request: 60_000 } }); // finding: error, safe
  return JSON.parse(reply.body);
}
// --- a route of the folder that looks whether there is a window
// path: pages/api/ask.ts
import axios from "axios";

export default async function handler(req, res) {
  const where = typeof window === "undefined" ? "server" : "page";
  res.json((await axios.post("https://api.example.org/ask", { where }, { timeout: 60_000 })).data); // finding: error, safe
}
