// --- a field for a key of one's own
// path: app/settings.tsx
"use client";

import { useState } from "react";
import OpenAI from "openai";

export function Settings() {
  const [apiKey, setApiKey] = useState("");
  const client = () => new OpenAI({ apiKey, dangerouslyAllowBrowser: true });
  return (
    <input placeholder="sk-..." value={apiKey} onChange={(event) => setApiKey(event.target.value)} />
  );
}
