// --- src/fallback.js
// path: src/server.ts
// also: src/fallback.js | export const fallback = "We will write to you.";
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- src/agent.js
// path: src/server.ts
// also: src/agent.js | const agent = { handoffs: [person] };
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
