// --- once, at module level
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const app = express();
const client = new BedrockRuntimeClient({ region: "eu-central-1" });

app.post("/ask", async (req, res) => {
  res.json(await client.send(new ConverseCommand({ modelId: "amazon.nova-lite-v1:0", messages: [] })));
});
// --- the connections are those of fetch, which all share
import OpenAI from "openai";

export async function POST(request: Request) {
  const client = new OpenAI({ timeout: 60_000 });
  const { question } = await request.json();
  return Response.json(await client.responses.create({ model: "gpt-4o", input: question }));
}
// --- the region of the caller goes into it
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const app = express();

app.post("/ask", async (req, res) => {
  const client = new BedrockRuntimeClient({ region: req.body.region });
  res.json({ ok: Boolean(client) });
});
// --- made when first needed, and kept
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const app = express();
let client: BedrockRuntimeClient | undefined;

app.post("/ask", async (req, res) => {
  client ??= new BedrockRuntimeClient({ region: "eu-central-1" });
  if (!client) client = new BedrockRuntimeClient({ region: "eu-west-1" });
  res.json({ ok: true });
});
