// --- the default
import cors from "cors";
import express from "express";

const app = express();
app.use(cors()); // finding: warning, unsafe
app.post("/chat", (req, res) => res.json(req.body));

// --- sent back with credentials
// also: src/people.js | export const who = (request) => found(request.cookies.house);
import cors from "cors";
import express from "express";

const app = express();
app.use(cors({ origin: true, credentials: true })); // finding: error, unsafe
app.post("/chat", (req, res) => res.json(req.body));

// --- a star in options above
import cors from "cors";
import express from "express";

const options = {
  origin: "*", // finding: warning, unsafe
  methods: ["GET", "POST"],
};
const app = express();
app.use(cors(options));
app.post("/chat", (req, res) => res.json(req.body));

// --- headers of answers
// path: app/api/chat/route.ts
const headers = {
  "Access-Control-Allow-Origin": "*", // finding: warning, unsafe
  "Content-Type": "application/json",
};

export async function OPTIONS() {
  return new Response(null, { headers });
}

export async function POST() {
  return new Response("{}", { headers: { "Access-Control-Allow-Origin": "*" } });
}

// --- Hono, only credentials set
import { Hono } from "hono";
import { cors } from "hono/cors";

const app = new Hono();
app.use("/api/*", cors({ credentials: true })); // finding: warning, unsafe

// --- Nest
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";

async function start() {
  const app = await NestFactory.create(AppModule);
  app.enableCors(); // finding: warning, unsafe
  await app.listen(3000);
}
start();

// --- sockets
import { createServer } from "node:http";
import { Server } from "socket.io";

const io = new Server(createServer(), { cors: { origin: "*" } }); // finding: warning, unsafe

// --- Fastify, and a function that always agrees
// also: src/people.js | export const who = (request) => found(request.cookies.house);
import cors from "@fastify/cors";
import Fastify from "fastify";

const app = Fastify();
app.register(cors, {
  origin: (origin, callback) => callback(null, true), // finding: error, unsafe
  credentials: true,
});

// --- Deno
import { serve } from "https://deno.land/std@0.168.0/http/server.ts";

serve(async (req) => {
  const answer = new Response("ok");
  answer.headers.set("Access-Control-Allow-Origin", "*"); // finding: warning, unsafe
  return answer;
});

// --- every origin where nothing is configured
import cors from "cors";
import express from "express";

const app = express();
app.use(cors({ origin: process.env.ORIGIN || "*" })); // finding: warning, unsafe
app.use(cors({ origin: (process.env.ORIGINS ?? "*").split(",") })); // finding: warning, unsafe
app.post("/chat", (req, res) => res.json(req.body));
// --- a middleware that is no key
app.post("/chat/stream", [rateLimited], async (request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*"); // finding: warning, unsafe
  await stream(request, response);
});
// --- a guard that lets everybody pass where no token is set
// path: server/phone/answers.js
// also: server/phone/guards.js | async function knownPhone(request, response, next) {\n  if (!process.env.PHONE_TOKEN) {\n    next();\n    return;\n  }\n  if (request.header("x-house-phone") !== process.env.PHONE_TOKEN) return response.sendStatus(401);\n  next();\n}\n\nmodule.exports = { knownPhone };
// also: server/phone/index.js | const { answerPhone } = require("./answers");\nconst { knownPhone } = require("./guards");\n\nfunction phoneRoutes(app) {\n  app.post("/phone/answers", [knownPhone], async (request, response) => {\n    return answerPhone(request, response);\n  });\n}\n\nmodule.exports = { phoneRoutes };
async function answerPhone(request, response) {
  response.setHeader("Access-Control-Allow-Origin", "*"); // finding: warning, unsafe
  response.json(await answer(request.body));
}

module.exports = { answerPhone };
