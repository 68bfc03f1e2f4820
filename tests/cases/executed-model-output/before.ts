// --- a reply as HTML
import OpenAI from "openai";

const client = new OpenAI({ dangerouslyAllowBrowser: true });

export async function show(question: string, element: HTMLElement) {
  const reply = await client.responses.create({ model: "gpt-4o", input: question });
  element.innerHTML = reply.output_text; // finding: warning, unsafe
}
