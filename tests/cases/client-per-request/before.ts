// --- in a handler
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const app = express();

app.post("/ask", async (req, res) => {
  const client = new BedrockRuntimeClient({ region: "eu-central-1", requestHandler: { requestTimeout: 60_000 } }); // finding: warning, unsafe
  const reply = await client.send(new ConverseCommand({ modelId: "amazon.nova-lite-v1:0", messages: [] }));
  res.json(reply.output);
});
// --- settings read by dotenv
import "dotenv/config";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const app = express();

app.post("/ask", async (req, res) => {
  const client = new BedrockRuntimeClient({ region: process.env.AWS_REGION, requestHandler: { requestTimeout: 60_000 } }); // finding: warning, manual
  res.json({ ok: Boolean(client) });
});
