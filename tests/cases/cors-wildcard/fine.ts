// --- origins that are named, configured or asked for
import cors from "cors";
import express from "express";
import { corsOptions } from "./options";

const app = express();
const allowed = ["https://example.org"];
app.use(cors({ origin: "https://example.org", credentials: true }));

app.use(cors({ origin: process.env.ORIGINS?.split(",") }));

app.use(cors(corsOptions));

app.use(cors({ origin: [/\.example\.org$/] }));

app.use(cors({ ...corsOptions, maxAge: 600 }));

app.use(
  cors({
    origin: (origin, callback) => {
      if (!origin || allowed.includes(origin)) callback(null, true);
      else callback(new Error("not allowed"));
    },
  }),
);

app.use(cors((req, callback) => callback(null, { origin: allowed })));
app.post("/chat", (req, res) => res.json(req.body));

// --- only to read
import cors from "cors";
import express from "express";

const app = express();
app.use(cors({ methods: ["GET"] }));

// --- a server of files
import cors from "cors";
import express from "express";

const app = express();
app.use(cors());
app.use(express.static("public"));
app.listen(3000);

// --- development
import cors from "cors";
import express from "express";

const app = express();
if (process.env.NODE_ENV !== "production") {
  app.use(cors());
}

app.use(cors({ origin: process.env.NODE_ENV === "production" ? "https://example.org" : "*" }));
app.post("/chat", (req, res) => res.json(req.body));

// --- headers of a request, which do nothing there
import axios from "axios";

const config = { headers: { "Access-Control-Allow-Origin": "*" } };

export async function ask(question: string) {
  await fetch("https://example.org", { headers: { "Access-Control-Allow-Origin": "*" } });

  return axios.post("https://example.org", { question }, config);
}

// --- another function of this name
import { cors } from "./policies";

export const policy = cors();

// --- one origin in the header
export const answer = () =>
  new Response("", { headers: { "Access-Control-Allow-Origin": "https://example.org" } });

// --- sockets of one's own pages
import { createServer } from "node:http";
import { Server } from "socket.io";

const io = new Server(createServer(), { cors: { origin: "https://example.org" } });

const other = new Server(createServer());

// --- a development server's own setting
// path: vite.config.ts
import { defineConfig } from "vite";

export default defineConfig({ server: { cors: true } });

// --- files that others may read
// path: next.config.ts
const headers = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Access-Control-Allow-Methods", value: "GET, OPTIONS" },
];

export default { headers: async () => [{ source: "/files/:path*", headers }] };

// --- a default that is a page of one's own
import cors from "cors";

export const own = cors({ origin: process.env.ORIGIN || "http://localhost:3000" });
// --- a route for programs: each shows a key, which no browser sends by itself
app.post("/v1/chat/stream", [requireApiKey], async (request, response) => {
  response.setHeader("Content-Type", "text/event-stream");
  response.setHeader("Access-Control-Allow-Origin", "*");
  await stream(request, response);
});
// --- the same, with a check that is made
router.post("/v1/ask", checks.bearerToken({ scope: "ask" }), (req, res) => {
  res.header("Access-Control-Allow-Origin", "*").json(answer(req));
});
// --- another file mounts the handler behind a guard that wants a token of a device
// path: server/phone/answers.js
// also: server/phone/guards.js | async function knownPhone(request, response, next) {\n  const sent = request.header("x-house-phone");\n  if (!(await isKnown(sent))) return response.sendStatus(401);\n  next();\n}\n\nmodule.exports = { knownPhone };
// also: server/phone/index.js | const { answerPhone } = require("./answers");\nconst { knownPhone } = require("./guards");\n\nfunction phoneRoutes(app) {\n  app.post("/phone/answers", [knownPhone], async (request, response) => {\n    return answerPhone(request, response);\n  });\n}\n\nmodule.exports = { phoneRoutes };
async function answerPhone(request, response) {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.json(await answer(request.body));
}

module.exports = { answerPhone };
// --- a guard of the file reads a header before it lets anything pass
import express from "express";

const app = express();

async function known(request, response, next) {
  if (!(await isKnown(request.headers["authorization"]))) return response.sendStatus(401);
  next();
}

app.post("/answers", known, async (request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.json(await answer(request.body));
});
