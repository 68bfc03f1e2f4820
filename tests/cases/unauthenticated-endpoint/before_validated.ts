// --- a tool that the caller names, in a body that has a schema
// path: app/api/tool/route.ts
import { z } from "zod";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";

const Call = z.object({ toolName: z.string().max(10_000), args: z.record(z.string(), z.any()) });

export async function POST(req: Request) { // finding: error, unsafe
  const { toolName, args } = Call.parse(await req.json());
  const client = new Client({ name: "studio", version: "1.0.0" });
  const result = await client.callTool({ name: toolName, arguments: args });
  return Response.json({ result });
}
