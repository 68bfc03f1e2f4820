// --- a post
// packages: ky@1.14.3
// http-without-timeout: ky.default.post

import ky from "ky";

const { answer } = await ky
  .post(`${process.env.MODEL_URL}/lookup`, { json: { question: "What is the capital of France?" } })
  .json();
console.log(answer);

// --- an instance
// packages: ky@1.14.3
// http-without-timeout: ky.default.create

import ky from "ky";

const api = ky.create({ prefixUrl: process.env.MODEL_URL });
const { answer } = await api.post("lookup", { json: {} }).json();
console.log(answer);
