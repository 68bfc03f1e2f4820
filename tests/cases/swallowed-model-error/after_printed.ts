// --- printed by a server together with what was asked: one record says it
import express from "express";
import OpenAI from "openai";
import { logEvent } from "./prodgate-guard";

const app = express();
const client = new OpenAI();

app.post("/grade", async (req, res) => {
  let score = 0;
  try {
    const reply = await client.responses.create({ model: "gpt-4o-mini", input: req.body.essay });
    score = reply.output_text.length;
  } catch (e) { // finding: note, unsafe
    logEvent("failed", req.body.essay, e);
    score = 50;
  }
  res.json({ score });
});
