// --- a tool that mails
import { tool } from "ai";
import { Resend } from "resend";
import { z } from "zod";

const resend = new Resend();

export const sendLetter = tool({
  description: "Send a letter to a customer",
  inputSchema: z.object({ to: z.string(), text: z.string() }),
  execute: async ({ to, text }) => { // finding: warning, unsafe
    await resend.emails.send({ from: "us@example.com", to, subject: "A letter", text });
    return "sent";
  },
});
// --- a tool that writes to a database
import { tool } from "@openai/agents";
import { z } from "zod";
import { prisma } from "./db";

export const cancelOrder = tool({
  name: "cancel_order",
  description: "Cancel an order",
  parameters: z.object({ number: z.number() }),
  execute: async (input) => { // finding: warning, unsafe
    await prisma.order.update({ where: { number: input.number }, data: { state: "cancelled" } });
    return "cancelled";
  },
});
// --- no lines of its own
import { tool } from "ai";
import { z } from "zod";
import { prisma } from "./db";

export const forget = tool({
  description: "Forget a customer",
  inputSchema: z.object({ id: z.string() }),
  execute: ({ id }) => prisma.customer.delete({ where: { id } }), // finding: warning, statement-not-on-its-own-line
});
// --- a file whose name the model says, in any folder
import { writeFileSync } from "fs";
import { tool } from "ai";
import { z } from "zod";

export const keepNote = tool({
  description: "Keep a note",
  inputSchema: z.object({ name: z.string(), text: z.string() }),
  execute: async ({ name, text }) => { // finding: note, unsafe
    writeFileSync(name, text);
    return "kept";
  },
});
// --- events of tools are shown to a page, and kept nowhere
// path: desk/extensions/close.ts
// also: desk/session.js | const { broadcast } = require("./page");\n\nfunction onEvent(event) {\n  if (event.type === "tool_execution_start") {\n    broadcast({ tool: event.toolName, given: event.args });\n  }\n}\n\nmodule.exports = { onEvent };
import { execSync } from "node:child_process";
import type { Agent } from "desk-agent";

export default function (agent: Agent) {
  agent.registerTool({
    name: "close_window",
    description: "Close a window",
    parameters: {},
    async execute(_id: string, params: { window: string }) { // finding: warning, unsafe
      execSync("wmctrl -c :ACTIVE:");
      return { content: [{ type: "text", text: params.window }] };
    },
  });
}
