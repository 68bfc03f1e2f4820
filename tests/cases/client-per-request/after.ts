// --- in a handler
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import express from "express";

const bedrockRuntimeClient = new BedrockRuntimeClient({ region: "eu-central-1", requestHandler: { requestTimeout: 60_000 } });

const app = express();

app.post("/ask", async (req, res) => {
  const client = bedrockRuntimeClient; // finding: warning, unsafe
  const reply = await client.send(new ConverseCommand({ modelId: "amazon.nova-lite-v1:0", messages: [] }));
  res.json(reply.output);
});
