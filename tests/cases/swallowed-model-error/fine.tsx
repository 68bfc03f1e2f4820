// --- a page shows it
import { useState } from "react";
import { askModel } from "./model";
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export function Ask({ text }: { text: string }) {
  const [note, setNote] = useState("");
  const ask = async () => {
    try {
      const reply = await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 50, input: text });
      setNote(reply.output_text);
    } catch {
      setNote("That did not work: please try again.");
    }
  };
  return <button onClick={ask}>{note}</button>;
}
// --- a page shows that the model is gone
import { useState } from "react";
import OpenAI from "openai";

const client = new OpenAI({ timeout: 60_000 });

export function Ask({ text }: { text: string }) {
  const [answer, setAnswer] = useState("");
  const [available, setAvailable] = useState(true);
  const ask = async () => {
    try {
      const reply = await client.responses.create({ model: "gpt-4o-mini-2024-07-18", max_output_tokens: 50, input: text });
      setAnswer(reply.output_text);
    } catch {
      setAvailable(false);
    }
  };
  return <button onClick={ask}>{available ? answer : "offline"}</button>;
}
