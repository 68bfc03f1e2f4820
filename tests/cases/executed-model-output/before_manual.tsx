// --- a reply in a page
import { generateText } from "ai";

export default async function Page({ question }: { question: string }) {
  const { text } = await generateText({ model, prompt: question });
  return <article dangerouslySetInnerHTML={{ __html: text }} />; // finding: warning, manual
}
