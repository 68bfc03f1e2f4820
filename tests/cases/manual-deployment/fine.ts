// --- vercel.json
// path: src/server.ts
// also: vercel.json | {}
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
// --- .github/workflows/release.yaml
// path: src/server.ts
// also: .github/workflows/release.yaml
import express from "express";
import OpenAI from "openai";

const app = express();
const client = new OpenAI();
