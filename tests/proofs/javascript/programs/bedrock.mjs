// --- a conversation
// packages: @aws-sdk/client-bedrock-runtime@3.1163.0
// missing-timeout: @aws-sdk/client-bedrock-runtime.BedrockRuntimeClient

import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";

const client = new BedrockRuntimeClient({
  region: "us-east-1",
  endpoint: process.env.MODEL_URL,
  credentials: { accessKeyId: "k", secretAccessKey: "k" },
});

const answer = await client.send(
  new ConverseCommand({
    modelId: "amazon.nova-lite-v1:0",
    messages: [{ role: "user", content: [{ text: "What is the capital of France?" }] }],
  }),
);
console.log(answer.output.message.content[0].text);

// --- by its methods
// packages: @aws-sdk/client-bedrock-runtime@3.1163.0
// missing-timeout: @aws-sdk/client-bedrock-runtime.BedrockRuntime

import { BedrockRuntime } from "@aws-sdk/client-bedrock-runtime";

const bedrock = new BedrockRuntime({
  region: "us-east-1",
  endpoint: process.env.MODEL_URL,
  credentials: { accessKeyId: "k", secretAccessKey: "k" },
  maxAttempts: 1,
});

const answer = await bedrock.converse({
  modelId: "amazon.nova-lite-v1:0",
  messages: [{ role: "user", content: [{ text: "What is the capital of France?" }] }],
});
console.log(answer.output.message.content[0].text);
