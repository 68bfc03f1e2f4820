// --- a post
// packages: node-fetch@3.3.2 | node-fetch@2.7.0 @types/node-fetch@2.6.13
// http-without-timeout: node-fetch.default

import fetch from "node-fetch";

const response = await fetch(`${process.env.MODEL_URL}/lookup`, {
  method: "POST",
  body: JSON.stringify({ question: "What is the capital of France?" }),
});
const { answer } = await response.json();
console.log(answer);

// --- of the older kind
// file: src/ask.cjs
// packages: node-fetch@2.7.0 @types/node-fetch@2.6.13
// http-without-timeout: node-fetch

const fetch = require("node-fetch");

fetch(`${process.env.MODEL_URL}/lookup`)
  .then((response) => response.json())
  .then(({ answer }) => console.log(answer));
