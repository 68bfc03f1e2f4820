// --- a spec beside the route
// path: app/api/chat/route.ts
// also: app/api/chat/route.test.ts
import OpenAI from "openai";

const client = new OpenAI();

export async function POST(request: Request) {
  return Response.json(await client.models.list());
}
// --- a component is no server
// path: src/App.tsx
import OpenAI from "openai";

export default function App() {
  return <main />;
}
