// --- tools that only read
import { tool } from "ai";
import { z } from "zod";
import { prisma } from "./db";

export const findOrder = tool({
  description: "Find an order",
  inputSchema: z.object({ number: z.number() }),
  execute: async ({ number }) => {
    return await prisma.order.findUnique({ where: { number } });
  },
});

export const search = tool({
  description: "Search the web",
  inputSchema: z.object({ question: z.string() }),
  execute: async ({ question }) => {
    const reply = await fetch("https://search.example.com", { method: "POST", body: question });
    return await reply.text();
  },
});

export const isDate = tool({
  description: "Whether a text is a date",
  inputSchema: z.object({ text: z.string() }),
  execute: async ({ text }) => /^\d{4}-\d\d-\d\d$/.exec(text) !== null,
});
// --- a logger says it
import { tool } from "@openai/agents";
import pino from "pino";
import { z } from "zod";
import { prisma } from "./db";

const logger = pino();

export const cancelOrder = tool({
  name: "cancel_order",
  description: "Cancel an order",
  parameters: z.object({ number: z.number() }),
  execute: async ({ number }, context) => {
    logger.info({ number, user: context }, "cancel_order");
    await prisma.order.update({ where: { number }, data: { state: "cancelled" } });
    return "cancelled";
  },
});
// --- a row of the database is the record
import { tool } from "ai";
import { z } from "zod";
import { db, recordEvent } from "./db";

export const cancelOrder = tool({
  description: "Cancel an order",
  inputSchema: z.object({ number: z.number() }),
  execute: async ({ number }) => {
    await db.order.update({ where: { number }, data: { state: "cancelled" } });
    await recordEvent("cancelled", number);
    return "cancelled";
  },
});
// --- steps are recorded where the model is asked
import { openai } from "@ai-sdk/openai";
import { generateText, tool } from "ai";
import { z } from "zod";
import { keep, prisma } from "./db";

export const run = (prompt: string) =>
  generateText({
    model: openai("gpt-4o-mini"),
    prompt,
    onStepFinish: ({ toolCalls }) => keep(toolCalls),
    tools: {
      cancelOrder: tool({
        description: "Cancel an order",
        inputSchema: z.object({ number: z.number() }),
        execute: async ({ number }) => {
          await prisma.order.delete({ where: { number } });
          return "cancelled";
        },
      }),
    },
  });
// --- no tool at all
import { Resend } from "resend";

const resend = new Resend();
export const tools: string[] = [];

export async function sendLetter(to: string, text: string): Promise<void> {
  await resend.emails.send({ from: "us@example.com", to, subject: "A letter", text });
}
// --- telemetry of the SDK
import { openai } from "@ai-sdk/openai";
import { generateText, tool } from "ai";
import { z } from "zod";
import { prisma } from "./db";

const forget = tool({
  description: "Forget a customer",
  inputSchema: z.object({ id: z.string() }),
  execute: async ({ id }) => {
    await prisma.customer.delete({ where: { id } });
    return "forgotten";
  },
});

export const run = (prompt: string) =>
  generateText({
    model: openai("gpt-4o-mini"),
    prompt,
    tools: { forget },
    experimental_telemetry: { isEnabled: true },
  });
// --- a file that the tool keeps for itself, and files of a sandbox
import { writeFileSync } from "fs";
import { Sandbox } from "@e2b/code-interpreter";
import { tool } from "ai";
import { z } from "zod";

const LAST_PAGE = "/tmp/.reader-last-page";
const sandbox = new Sandbox();

function remember(page: string): void {
  writeFileSync(LAST_PAGE, page);
}

export const readPage = tool({
  description: "Read a page",
  inputSchema: z.object({ page: z.string() }),
  execute: async ({ page }) => {
    remember(page);
    return page;
  },
});

export const tryOut = tool({
  description: "Write a file into the sandbox",
  inputSchema: z.object({ path: z.string(), text: z.string() }),
  execute: async ({ path, text }) => {
    await sandbox.files.writeFile(path, text);
    return "written";
  },
});
// --- a handler of the agent's events keeps a line for every tool
// path: desk/extensions/close.ts
// also: desk/session.js | const { keepTrace } = require("./trace");\n\nfunction onEvent(event) {\n  switch (event.type) {\n    case "text": {\n      return;\n    }\n    case "tool_execution_start": {\n      keepTrace({ tool: event.toolName, given: event.args });\n      break;\n    }\n  }\n}\n\nmodule.exports = { onEvent };
import { execSync } from "node:child_process";
import type { Agent } from "desk-agent";

export default function (agent: Agent) {
  agent.registerTool({
    name: "close_window",
    description: "Close a window",
    parameters: {},
    async execute(_id: string, params: { window: string }) {
      execSync("wmctrl -c :ACTIVE:");
      return { content: [{ type: "text", text: params.window }] };
    },
  });
}
// --- what looks tools up logs each of them
// path: src/tools/refund.ts
// also: src/run.ts | import { logger } from "./logger";\nimport { tools } from "./tools";\n\nexport async function runTool(user: string, toolName: string, given: unknown) {\n  const tool = tools.get(toolName);\n  if (!tool) {\n    logger.warn({ toolName }, "no such tool");\n    return "no such tool";\n  }\n  logger.info({ user, toolName, given }, "tool");\n  return tool.execute(given);\n}
import { HouseTool } from "./house";
import { stripe } from "../stripe";

export class RefundTool extends HouseTool {
  name = "refund";

  async execute(given: { charge: string }) {
    const refund = await stripe.refunds.create({ charge: given.charge });
    return refund.id;
  }
}
