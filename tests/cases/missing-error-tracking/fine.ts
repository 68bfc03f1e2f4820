// --- package.json
// path: src/server.ts
// also: package.json | {"dependencies": {"@sentry/node": "8"}}
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- src/instrumentation.ts
// path: src/server.ts
// also: src/instrumentation.ts | import "dd-trace/init";
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
