// --- a shorthand property is written out
// path: app/api/signup/route.ts
import { logger } from "./logger";

export async function POST(req: Request) {
  const { email, plan } = await req.json();
  logger.info({ email, plan }); // finding: warning, unsafe
  return Response.json({});
}
