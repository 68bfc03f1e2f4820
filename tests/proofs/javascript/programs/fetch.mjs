// --- a post
// packages:
// http-without-timeout: fetch

import { argv } from "node:process";

export async function lookup(question) {
  const response = await fetch(`${process.env.MODEL_URL}/lookup`, {
    method: "POST",
    body: JSON.stringify({ question }),
  });
  if (!response.ok) throw new Error(`lookup: ${response.status}`);
  return (await response.json()).answer;
}

console.log(await lookup(argv[2] ?? "What is the capital of France?"));

// --- a get
// packages:
// http-without-timeout: fetch

const response = await fetch(process.env.MODEL_URL + "/lookup");
const { answer } = await response.json();
console.log(answer);

// --- of the global object
// packages:
// http-without-timeout: globalThis.fetch

const response = await globalThis.fetch(`${process.env.MODEL_URL}/lookup`, {
  headers: { accept: "application/json" },
});
console.log((await response.json()).answer);
