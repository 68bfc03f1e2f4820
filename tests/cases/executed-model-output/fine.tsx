// --- a reply is a child, which React escapes
import { generateText } from "ai";

export default async function Page({ question }: { question: string }) {
  const { text } = await generateText({ model, prompt: question });
  return <article title={text}>{text}</article>;
}
// --- cleaned
import { generateText } from "ai";
import sanitizeHtml from "sanitize-html";

export default async function Page({ question }: { question: string }) {
  const { text } = await generateText({ model, prompt: question });
  return <article dangerouslySetInnerHTML={{ __html: sanitizeHtml(text) }} />;
}
// --- structured data of the program
import { generateText } from "ai";

export default async function Page() {
  await generateText({ model, prompt: "warm up" });
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(SCHEMA) }} />;
}
