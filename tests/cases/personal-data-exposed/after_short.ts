// --- a shorthand property is written out
// path: app/api/signup/route.ts
import { logger } from "./logger";
import { redactPii } from "./prodgate-guard";

export async function POST(req: Request) {
  const { email, plan } = await req.json();
  logger.info({ email: redactPii(String(email)), plan }); // finding: warning, unsafe
  return Response.json({});
}
