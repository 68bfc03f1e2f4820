// --- a request
// packages: undici@7.30.2
// http-without-timeout: undici.request

import { request } from "undici";

const { body } = await request(`${process.env.MODEL_URL}/lookup`, {
  method: "POST",
  body: JSON.stringify({ question: "What is the capital of France?" }),
});
const { answer } = await body.json();
console.log(answer);

// --- its fetch
// packages: undici@7.30.2
// http-without-timeout: undici.fetch

import { fetch } from "undici";

const response = await fetch(`${process.env.MODEL_URL}/lookup`);
const { answer } = await response.json();
console.log(answer);
