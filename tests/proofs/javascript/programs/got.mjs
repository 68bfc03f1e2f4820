// --- a post
// packages: got@14.6.6
// http-without-timeout: got.default.post

import got from "got";

const { answer } = await got
  .post(`${process.env.MODEL_URL}/lookup`, { json: { question: "What is the capital of France?" } })
  .json();
console.log(answer);

// --- a call
// packages: got@14.6.6
// http-without-timeout: got.default

import got from "got";

const response = await got(`${process.env.MODEL_URL}/lookup`, { retry: { limit: 0 } });
console.log(JSON.parse(response.body).answer);

// --- an instance
// packages: got@14.6.6
// http-without-timeout: got.default.extend

import got from "got";

const api = got.extend({ prefixUrl: process.env.MODEL_URL });
const { answer } = await api.post("lookup", { json: {} }).json();
console.log(answer);
