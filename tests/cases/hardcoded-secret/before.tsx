"use client";

import OpenAI from "openai";
import { useState } from "react";

// A server's key in a page: nothing here can hide it, so nothing is rewritten.
const client = new OpenAI({ apiKey: "@@OPENAI_KEY@@", dangerouslyAllowBrowser: true }); // finding

export function Chat() {
  const [answer, setAnswer] = useState("");
  return <button onClick={() => client.models.list().then(() => setAnswer("ok"))}>{answer}</button>;
}
