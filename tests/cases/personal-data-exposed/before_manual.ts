// --- a shorthand property has no value to wrap
// path: app/api/signup/route.ts
import { logger } from "./logger";

export async function POST(req: Request) {
  const { email, plan } = await req.json();
  logger.info({ email, plan }); // finding: warning, not-a-value
  return Response.json({});
}
