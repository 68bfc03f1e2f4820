// Goes through the open tickets and lets a model act on each of them.
import { openai } from "@ai-sdk/openai";
import { generateText, stepCountIs, tool } from "ai";
import { z } from "zod";

const API_URL = process.env.API_URL ?? "http://127.0.0.1:8000";

interface Ticket {
  id: number;
  text: string;
}

const replyToCustomer = tool({
  description: "Send the customer a reply",
  inputSchema: z.object({ text: z.string() }),
  execute: async ({ text }) => `sent: ${text}`,
});

const refundPayment = tool({
  description: "Give the customer their money back",
  inputSchema: z.object({ euros: z.number() }),
  execute: async ({ euros }) => `refunded ${euros} euros`,
});

async function openTickets(): Promise<Ticket[]> {
  const response = await fetch(`${API_URL}/tickets`);
  return (await response.json()) as Ticket[];
}

async function handle(ticket: Ticket): Promise<string> {
  const result = await generateText({
    model: openai.chat("gpt-4o-mini"),
    prompt: `Deal with this support ticket: ${ticket.text}`,
    tools: { replyToCustomer, refundPayment },
    stopWhen: stepCountIs(5),
  });
  return result.text;
}

async function main(): Promise<void> {
  for (const ticket of await openTickets()) {
    console.log(`#${ticket.id} ${await handle(ticket)}`);
  }
}

void main();
