// --- a service, and nothing else
// path: src/server.ts
// also: README.md | # Chat
import express from "express";
import OpenAI from "openai";

const app = express(); // finding: warning, manual
const client = new OpenAI();
