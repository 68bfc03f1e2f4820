// --- a message
// packages: @anthropic-ai/sdk@1.12.0 | @anthropic-ai/sdk@0.137.0 | @anthropic-ai/sdk@0.39.0
// missing-timeout: @anthropic-ai/sdk.default

import Anthropic from "@anthropic-ai/sdk";

const anthropic = new Anthropic();

const message = await anthropic.messages.create({
  model: "claude-3-5-haiku-latest",
  max_tokens: 300,
  messages: [{ role: "user", content: "What is the capital of France?" }],
});
console.log(message.content[0].text);

// --- a message, on a gateway
// packages: @anthropic-ai/sdk@1.12.0 | @anthropic-ai/sdk@0.137.0
// missing-timeout: @anthropic-ai/sdk.Anthropic

import { Anthropic } from "@anthropic-ai/sdk";

class Assistant {
  constructor() {
    this.client = new Anthropic({
      baseURL: process.env.MODEL_URL,
    });
  }

  async ask(question) {
    const message = await this.client.beta.messages.create({
      model: "claude-3-5-haiku-latest",
      max_tokens: 300,
      messages: [{ role: "user", content: question }],
    });
    return message.content[0].text;
  }
}

console.log(await new Assistant().ask("What is the capital of France?"));

// --- a runner of tools
// packages: @anthropic-ai/sdk@1.12.0 | @anthropic-ai/sdk@0.137.0
// unbounded-agent-loop: beta.messages.toolRunner

import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

const search = {
  type: "custom",
  name: "search",
  description: "Looks it up.",
  input_schema: { type: "object", properties: { text: { type: "string" } } },
  run: async ({ text }) => `nothing about ${text}`,
  parse: (input) => input,
};

const runner = client.beta.messages.toolRunner({
  model: "claude-sonnet-4-5",
  max_tokens: 1000,
  messages: [{ role: "user", content: "What is the capital of France?" }],
  tools: [search],
});
const last = await runner.runUntilDone();
console.log(last.content[0].text ?? last.content[0].name);
