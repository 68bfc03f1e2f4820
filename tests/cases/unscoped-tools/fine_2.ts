// --- an explicit map by role
const TOOLS_BY_ROLE = { admin: [deleteUser, search], reader: [search] };

export const handle = (role: keyof typeof TOOLS_BY_ROLE, task: string) =>
  agent.run({ task, tools: TOOLS_BY_ROLE[role] });
// --- a function that picks by permission
export const handle = (user: User, prompt: string) =>
  generateText({ model, prompt, tools: pickToolsFor(user, { deleteUser, search }) });
// --- active tools of a step
import { streamText } from "ai";

export const handle = (messages: ModelMessage[]) =>
  streamText({
    model,
    messages,
    tools: { runShell, readDocs },
    prepareStep: async () => ({ activeTools: ["readDocs"] }),
  });
// --- approval of the ai SDK, from version 6 on
// project: ai@6.0.326
import { generateText, tool } from "ai";
import { z } from "zod";

const deleteFile = tool({
  description: "Delete a file",
  inputSchema: z.object({ path: z.string() }),
  needsApproval: true,
  execute: async ({ path }) => remove(path),
});

export const handle = (prompt: string) => generateText({ model, prompt, tools: { deleteFile } });
// --- a tool without an execute: the client's page asks the person
import { streamText, tool } from "ai";
import { z } from "zod";

const deleteFile = tool({
  description: "Ask the user to confirm that a file is deleted",
  inputSchema: z.object({ path: z.string() }),
});

export const handle = (prompt: string) => streamText({ model, prompt, tools: { deleteFile } });
// --- read-only tools of a database
export const handle = (prompt: string) =>
  generateText({ model, prompt, tools: { listTables, describeTable, countRows } });
// --- a sandbox
import { Sandbox } from "@e2b/code-interpreter";

export const handle = (prompt: string) =>
  generateText({ model, prompt, tools: { runCode: sandboxedTool(Sandbox, { timeoutMs: 30_000 }) } });
// --- the tools of a server, filtered by name
import { experimental_createMCPClient as createMCPClient } from "ai";

export async function handle(prompt: string) {
  const client = await createMCPClient({ transport });
  const tools = Object.fromEntries(
    Object.entries(await client.tools()).filter(([name]) => ALLOWED.has(name)),
  );
  return generateText({ model, prompt, tools });
}
// --- the tools of a server, listed for a page
// path: app/api/tools/route.ts
export async function GET() {
  const { tools } = await client.listTools();
  return Response.json({ tools: tools.map(({ name, description }) => ({ name, description })) });
}
// --- the tools of a server, in a test
// path: src/server.test.ts
it("offers its tools", async () => {
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name)).toEqual(["search", "delete_note"]);
});
// --- a server's own registration
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" }, { capabilities: { tools: {} } });
server.registerTool("delete_note", { inputSchema }, async ({ id }) => remove(id));
// --- tools that are defined and exported
export const deleteUserTool = tool({ inputSchema, execute: remove });
export const tools = { deleteUserTool, shellTool };
// --- a type
export interface AgentOptions {
  tools: { deleteUser: Tool; shell: Tool };
}
// --- a component of an admin page
// path: src/components/AdminPanel.tsx
export function AdminPanel() {
  return <Toolbar title="Admin" tools={[deleteUserButton, shellButton]} className="shell admin-shell" />;
}
// --- a rich-text editor
new EditorJS({ holder: "editor", tools: { header: Header, delete: DeleteTune, code: CodeTool } });
// --- a build script
export default defineConfig({ tools: { bundlerChain, rspack, postcss }, server: { shell: true } });
// --- a chat window of a page, which shows the tools
const view = chatWindow.render({ tools: [shellTool, searchTool] });
// --- names that only sound like it
export const handle = (task: string) =>
  agent.run({ task, tools: [getPaymentStatus, listDeployments, searchAdmins, removeStopwords] });
// --- a call of a tool whose name this file wrote
export async function weather(city: string) {
  return client.callTool({ name: "get_weather", arguments: { city } });
}
// --- a call of a tool that the request may choose among two
// path: app/api/tool/route.ts
const CALLABLE = ["search", "read"];

export async function POST(request: Request) {
  const { name, args } = await request.json();
  if (!CALLABLE.includes(name)) return new Response("unknown tool", { status: 400 });
  return Response.json(await client.callTool({ name, arguments: args }));
}
// --- approval of the Agents SDK
import { Agent, tool } from "@openai/agents";
import { z } from "zod";

const refund = tool({
  name: "refund_order",
  parameters: z.object({ orderId: z.string() }),
  needsApproval: async () => true,
  execute: async ({ orderId }) => refundOrder(orderId),
});

export const agent = new Agent({ name: "shop", tools: [refund] });
// --- a tool that checks who asks
const deleteReport = tool({
  inputSchema,
  execute: async ({ id }, { experimental_context: context }) => {
    assertPermission(context.user, "reports:delete");
    return reports.remove(id);
  },
});

export const handle = (prompt: string) => generateText({ model, prompt, tools: { deleteReport } });
// --- no tools at all
export const handle = (task: string) => agent.run({ task, tools: [] });
// --- a model that is only told to answer
export const handle = (prompt: string) => generateText({ model, prompt, tools: undefined });
