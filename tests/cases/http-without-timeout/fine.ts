// --- fetch with a signal
// path: app/api/chat/route.ts
export async function POST(request: Request) {
  const { prompt } = await request.json();
  const own = new AbortController();
  const one = await fetch("https://api.example/one", { signal: AbortSignal.timeout(10_000) });
  const two = await fetch("https://api.example/two", { method: "POST", body: prompt, signal: request.signal });
  const three = await fetch("https://api.example/three", { signal: own.signal });
  return Response.json([one.status, two.status, three.status]);
}
// --- a page's own fetch
// path: components/Chat.tsx
"use client";

import { useState } from "react";

export function Chat() {
  const [answer, setAnswer] = useState("");
  async function ask(prompt: string) {
    const reply = await fetch("/api/chat", { method: "POST", body: JSON.stringify({ prompt }) });
    setAnswer(await reply.text());
  }
  async function rates() {
    return (await fetch("https://api.exchange.example/latest")).json();
  }
  return <button onClick={() => ask("hello").then(rates)}>{answer}</button>;
}
// --- a hook without a directive
// path: src/hooks/useItems.ts
import { useEffect, useState } from "react";

export function useItems() {
  const [items, setItems] = useState<string[]>([]);
  useEffect(() => {
    fetch("https://api.example/items").then((r) => r.json()).then(setItems);
  }, []);
  return items;
}
// --- a helper that may run in a page
// path: src/lib/request.ts
export async function postJson<T>(url: string, body: unknown): Promise<T> {
  const reply = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return reply.json() as Promise<T>;
}
// --- a script of a page
// path: public/app.js
document.querySelector("#send").addEventListener("click", async () => {
  const reply = await fetch("https://api.example/ask");
  document.querySelector("#out").textContent = await reply.text();
});
// --- a relative address has no meaning on a server
// path: src/api/chat.ts
import { z } from "zod";

export const send = (prompt: string) =>
  fetch("/api/chat", { method: "POST", body: JSON.stringify({ prompt: z.string().parse(prompt) }) });

export const load = (id: string) => fetch(`/api/items/${id}`);
// --- axios with a limit on the instance
// path: server/client.ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example", timeout: 10_000 });

export const items = () => api.get("/items");
export const save = (item: unknown) => api.post("/items", item);
// --- axios with a limit at each call
// path: server/calls.ts
import axios from "axios";

const api = axios.create();

export const one = (signal: AbortSignal) => api.get("https://api.example/items", { signal });
export const two = () => api.post("https://api.example/items", {}, { timeout: 5000 });
export const three = () => axios.get("https://api.example/items", { timeout: 5000 });
export const four = () => axios({ url: "https://api.example", timeout: 5000 });
export const five = () => axios.request({ url: "https://api.example", signal: AbortSignal.timeout(5000) });
// --- defaults of axios for the whole process
// path: server/defaults.ts
import axios from "axios";

axios.defaults.timeout = 10_000;

export const items = () => axios.get("https://api.example/items");
export const save = (item: unknown) => axios.post("https://api.example/items", item);
// --- an instance with defaults set below
// path: server/instance.ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example" });
api.defaults.timeout = 10_000;

export const items = () => api.get("/items");
// --- ky stops after 10 s by itself
// path: server/ky.ts
import ky from "ky";

export const items = () => ky.get("https://api.example/items").json();
export const save = (item: unknown) => ky.post("https://api.example/items", { json: item });
// --- got with a limit
// path: server/got.ts
import got from "got";

const client = got.extend({ timeout: { request: 10_000 } });

export const items = () => client.get("https://api.example/items").json();
export const one = () => got("https://api.example/items/1", { timeout: { request: 5000 } }).json();
// --- a race with a timer, a wrapper with a limit
// path: server/race.ts
import { setTimeout as wait } from "node:timers/promises";

export const raced = (url: string) => Promise.race([fetch(url), wait(5000)]);

export async function fetchWithTimeout(url: string, init: RequestInit = {}, ms = 10_000) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await fetch(url, { ...init, signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

export const items = () => fetchWithTimeout("https://api.example/items");
// --- options passed through
// path: server/proxy.ts
import { env } from "node:process";

export const proxied = (url: string, init?: RequestInit) => fetch(url, init);
export const tagged = (url: string, init: RequestInit) =>
  fetch(url, { ...init, headers: { "x-app": env.APP ?? "" } });
export const passed = (...args: Parameters<typeof fetch>) => fetch(...args);
// --- options of this file, with the signal among them
// path: server/options.ts
import "node:fs";

const init: RequestInit = { method: "POST" };
init.signal = AbortSignal.timeout(5000);
const other = { signal: AbortSignal.timeout(5000), method: "PUT" };

export const one = (url: string) => fetch(url, init);
export const two = (url: string) => fetch(url, { ...other, body: "x" });
// --- a Request object carries its own signal
// path: server/request.ts
import "node:fs";

export function call(url: string) {
  const request = new Request(url, { method: "POST", signal: AbortSignal.timeout(5000) });
  return fetch(request);
}

export const forward = (request: Request) => fetch(request);
// --- a method or a local function called fetch
// path: server/shadow.ts
import { Hono } from "hono";

const app = new Hono();
export const test = () => app.fetch(new Request("http://localhost/chat"));

async function fetch(id: string) {
  return { id };
}
export const item = (id: string) => fetch(id);
// --- the handler's own fetch, and a fetch in a class
// path: src/worker.ts
export default {
  async fetch(request: Request, env: { AI: { fetch: typeof fetch } }) {
    return env.AI.fetch(request);
  },
};
// --- a fetch passed in
// path: src/server/load.ts
import type { Handle } from "@sveltejs/kit";

export async function load({ fetch }: { fetch: typeof globalThis.fetch }) {
  return (await fetch("https://api.example/items")).json();
}
// --- a mocked fetch in a test
// path: src/server/chat.test.ts
import { expect, it, vi } from "vitest";

it("answers", async () => {
  global.fetch = vi.fn(async () => new Response("{}"));
  const reply = await fetch("https://api.example/items");
  expect(reply.status).toBe(200);
});
// --- a comment, a string and a type
// path: server/text.ts
import type { AxiosInstance } from "axios";

// await fetch("https://api.example");
export const example = `await fetch("https://api.example")`;
export type Fetch = typeof fetch;
export const use = (http: AxiosInstance) => http.get("https://api.example");
// --- a data address
// path: server/image.ts
import { Buffer } from "node:buffer";

export const bytes = async () => Buffer.from(await (await fetch("data:text/plain,hello")).arrayBuffer());
// --- a Next.js page component without a server import is left alone
// path: src/components/List.tsx
export async function List() {
  const reply = await fetch("https://api.example/items", { next: { revalidate: 60 } });
  return <ul>{(await reply.json()).map((item: string) => <li key={item}>{item}</li>)}</ul>;
}
// --- a helper of the program itself, on the same machine
import { writeFileSync } from "node:fs";

const HELPER = "http://127.0.0.1:43110";

export async function ask(text: string) {
  const reply = await fetch(`${HELPER}/ask`, { method: "POST", body: text });
  writeFileSync("reply.txt", await reply.text());
  await fetch("http://localhost:9000/done");
}
// --- a helper whose class makes the address from its own port
// also: src/helper.ts | export class Helper {\n  port = 0;\n  get baseUrl(): string | null {\n    return this.port ? `http://127.0.0.1:${this.port}` : null;\n  }\n}\n
// path: src/extension.ts
import { spawn } from "node:child_process";
import { helper } from "./start";

export async function ask(text: string) {
  spawn("node", ["helper.js"]);
  return fetch(`${helper.baseUrl}/ask`, { method: "POST", body: text });
}
// --- the client of the pages, kept in a folder called api
// path: gui/pages/api/config.js
import axios from "axios";

const api = axios.create({ baseURL: process.env.API_URL });

api.interceptors.request.use((config) => {
  if (typeof window !== "undefined") config.headers.From = window.location.host;
  return config;
});

export default api;
