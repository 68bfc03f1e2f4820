// --- ids, settings, addresses of machines
// path: src/server.ts
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export function say(user: any, server: any, config: any, wallet: any) {
  console.log("user", user.id);

  console.log("listening on", server.address());

  console.log(`sender ${config.email.from}`);

  console.log("paid to", wallet.address);

  console.log("verified", user.emailVerified);

  console.log("has phone", Boolean(user.phone));

  console.log("has ssn", !!user.ssn);
}
// --- redacted and masked
// path: src/users.ts
import OpenAI from "openai";
import { maskEmail, redactPii } from "./privacy";

const client = new OpenAI({ timeout: 60_000 });

export function say(user: { email: string; phone: string }) {
  console.log("user", maskEmail(user.email));

  console.log(`user ${redactPii(user.email)}`);

  return client.responses.create({ model: "gpt-4o-mini", input: redactPii(user.phone) });
}
// --- stored and shown
// path: src/page.tsx
export const Profile = ({ user }: { user: { email: string } }) => <p>{user.email}</p>;

export const save = (db: any, user: { email: string }) => db.users.insert({ email: user.email });
