// --- fields of a person in a log
// path: src/orders.ts
import OpenAI from "openai";
import { redactPii } from "./prodgate-guard";

const client = new OpenAI({ timeout: 60_000 });

type User = { email: string; phone?: string; address: { street: string } };

export function placed(user: User, id: string) {
  console.log("order", id, redactPii(String(user.email))); // finding: warning, unsafe
  console.error(`no such number: ${redactPii(String(user.phone))}`); // finding: warning, unsafe
}
// --- what a caller sent
// path: app/api/signup/route.ts
import { logger } from "./logger";
import { redactPii } from "./prodgate-guard";

export async function POST(req: Request) {
  const { email } = await req.json();
  logger.info(`signup of ${redactPii(String(email))}`); // finding: warning, unsafe
  return Response.json({});
}
// --- a model does not need it
// path: src/remind.ts
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export const remind = (patient: { ssn: string; name: string }) =>
  client.responses.create({
    model: "gpt-4o-mini-2024-07-18",
    max_output_tokens: 300,
    input: `Write to ${patient.name}, ${"[redacted]"}.`, // finding: error, unsafe
  });
