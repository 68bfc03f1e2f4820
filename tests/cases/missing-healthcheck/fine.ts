// --- src/health.js
// path: src/server.ts
// also: src/health.js | app.get("/health", ok);
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- render.yaml
// path: src/server.ts
// also: render.yaml | healthCheckPath: /
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- a function of a platform, which starts it for each request
// path: app/api/chat/route.ts
import OpenAI from "openai";

const client = new OpenAI();

export async function POST(request: Request) {
  return Response.json(await client.models.list());
}
