// --- the page only learns that nothing is loading any more
import { useState } from "react";
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export function Ask({ text }: { text: string }) {
  const [answer, setAnswer] = useState("");
  const [loading, setLoading] = useState(false);
  const ask = async () => {
    setLoading(true);
    try {
      const reply = await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 50, input: text });
      setAnswer(reply.output_text);
    } catch { // finding: warning, unsafe
      setAnswer("neutral");
      setLoading(false);
    }
  };
  return <button onClick={ask}>{loading ? "..." : answer}</button>;
}
