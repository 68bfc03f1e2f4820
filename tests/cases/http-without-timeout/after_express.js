// --- express with require
const express = require("express");
const axios = require("axios");

const app = express();

app.post("/chat", async (req, res) => {
  const reply = await axios.post( // finding: error, safe
    "https://api.anthropic.com/v1/messages",
    { model: "claude-sonnet-4-5", max_tokens: 500, messages: req.body.messages },
    { headers: { "x-api-key": process.env.ANTHROPIC_API_KEY }, timeout: 60_000 },
  );
  res.json(reply.data);
});

app.get("/models", async (_req, res) => {
  const reply = await fetch("https://api.example/models", { signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
  res.json(await reply.json());
});
// --- a call in a Promise.all and in a map
import express from "express";

export async function all(urls) {
  const pages = await Promise.all(urls.map((url) => fetch(url, { signal: AbortSignal.timeout(60_000) }))); // finding: warning, safe
  return Promise.all(pages.map((page) => page.text()));
}

export const app = express();
// --- undici's request
import { request } from "undici";

export const head = (url) => request(url, { method: "HEAD", signal: AbortSignal.timeout(60_000) }); // finding: warning, safe
