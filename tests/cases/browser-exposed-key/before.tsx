// --- a component of the page
// path: app/chat.tsx
"use client";

import OpenAI from "openai";

const client = new OpenAI({
  apiKey: "@@OPENAI_KEY@@", // finding: error, no-rewrite
  dangerouslyAllowBrowser: true,
});

export const Chat = () => <button onClick={() => client.models.list()}>Models</button>;
