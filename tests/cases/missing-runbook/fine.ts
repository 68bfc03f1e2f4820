// --- OPERATIONS.md
// path: src/server.ts
// also: OPERATIONS.md
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- docs/run.md
// path: src/server.ts
// also: docs/run.md | ## When it fails
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
