// --- a tool that mails
import { tool } from "ai";
import { Resend } from "resend";
import { z } from "zod";
import { audit } from "./prodgate-guard";

const resend = new Resend();

export const sendLetter = tool({
  description: "Send a letter to a customer",
  inputSchema: z.object({ to: z.string(), text: z.string() }),
  execute: async ({ to, text }) => { // finding: warning, unsafe
    audit("sendLetter", { to, text });
    await resend.emails.send({ from: "us@example.com", to, subject: "A letter", text });
    return "sent";
  },
});
// --- a tool that writes to a database
import { tool } from "@openai/agents";
import { z } from "zod";
import { prisma } from "./db";
import { audit } from "./prodgate-guard";

export const cancelOrder = tool({
  name: "cancel_order",
  description: "Cancel an order",
  parameters: z.object({ number: z.number() }),
  execute: async (input) => { // finding: warning, unsafe
    audit("cancel_order", { input });
    await prisma.order.update({ where: { number: input.number }, data: { state: "cancelled" } });
    return "cancelled";
  },
});
// --- a file whose name the model says, in any folder
import { writeFileSync } from "fs";
import { tool } from "ai";
import { z } from "zod";
import { audit } from "./prodgate-guard";

export const keepNote = tool({
  description: "Keep a note",
  inputSchema: z.object({ name: z.string(), text: z.string() }),
  execute: async ({ name, text }) => { // finding: note, unsafe
    audit("keepNote", { name, text });
    writeFileSync(name, text);
    return "kept";
  },
});
