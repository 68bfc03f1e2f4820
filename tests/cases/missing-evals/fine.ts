// --- evals/run.ts
// path: src/server.ts
// also: evals/run.ts
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- package.json
// path: src/server.ts
// also: package.json | {"devDependencies": {"autoevals": "1"}}
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
