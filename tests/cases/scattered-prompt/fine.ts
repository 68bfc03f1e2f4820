// --- one long prompt, given to two calls by its name
import { generateText, streamText } from "ai";
import { openai } from "@ai-sdk/openai";

const rules = `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.`;

export const matter = (prompt: string) =>
  generateText({ model: openai("gpt-4o-mini"), system: rules, prompt });

export const matterAloud = (prompt: string) =>
  streamText({ model: openai("gpt-4o-mini"), system: `${rules} Be quick.`, prompt });
// --- the library, by its name
// path: src/lib/ai/letterPrompts.ts
import { PromptTemplate } from "@langchain/core/prompts";

export const sort = PromptTemplate.fromTemplate(`You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.`);

export const write = PromptTemplate.fromTemplate(`You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.`);
// --- the library, by its folder
// path: src/prompts/index.ts
import type OpenAI from "openai";

export const sort = (letter: string): OpenAI.ChatCompletionMessageParam[] => [
  { role: "system", content: `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.` },
  { role: "user", content: letter },
];

export const write = (letter: string): OpenAI.ChatCompletionMessageParam[] => [
  { role: "system", content: `You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.` },
  { role: "user", content: letter },
];
// --- a file with nothing but prompts in it
// path: src/lib/letters.ts
import type OpenAI from "openai";

export const sort = (letter: string): OpenAI.ChatCompletionMessageParam[] => [
  { role: "system", content: `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.`.trim() },
  { role: "user", content: letter },
];

export const write = (letter: string): OpenAI.ChatCompletionMessageParam[] => [
  { role: "system", content: [`You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.`, letter].join("\n") },
];
// --- prompts of another file, and of files of text
import { readFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { sort } from "./prompts.js";

const client = new Anthropic();
const write = readFileSync("write.txt", "utf8");

export const matter = (content: string) =>
  client.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 20,
    system: sort,
    messages: [{ role: "user", content }],
  });

export const answer = (content: string) =>
  client.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 200,
    system: write,
    messages: [{ role: "user", content }],
  });
// --- what tools are said to do
import { generateText, tool } from "ai";
import { openai } from "@ai-sdk/openai";
import { z } from "zod";

const orders = tool({
  description: `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.`,
  inputSchema: z.object({ letter: z.string().describe(`You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.`) }),
  execute: async ({ letter }) => letter.length,
});

export const matter = (prompt: string) =>
  generateText({ model: openai("gpt-4o-mini"), tools: { orders }, prompt });
// --- pages and styles beside a call
import OpenAI from "openai";

const client = new OpenAI();
const style = `body { font: 16px/1.5 sans-serif; color: #222; background: #fff; margin: 0 auto }
main { max-width: 60ch; padding: 2rem 1rem; display: grid; gap: 1rem; grid-template-columns: 1fr }
header { display: flex; align-items: center; justify-content: space-between; padding: 1rem }
article { border: 1px solid #ddd; border-radius: 8px; padding: 1rem; box-shadow: 0 1px 2px #0002 }
button { background: #06c; color: #fff; border: 0; border-radius: 4px; padding: 0.5rem 1rem }`;

export const page = (body: string) => `<!doctype html><html><head><style>${style}</style></head>
<body><main><p>You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.</p>
<p>You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.</p>${body}</main></body></html>`;

export const matter = (input: string) => client.responses.create({ model: "gpt-4o-mini", input });
// --- a test says what it asks
// path: src/letters.test.ts
import OpenAI from "openai";

const client = new OpenAI();

it("sorts", () => client.responses.create({ model: "gpt-4o-mini", input: `You read the letters that customers write to a shop for bicycles, and you say what each of them
is about: an order that has not come, a part that is broken, a price, a visit, or anything else.
Read the whole letter before you decide, and take the matter that the writer asks to be solved,
not the one that is told at the greatest length. Where two matters are asked for, name the one
that costs the customer more. Answer with one word of the list, in lower case, and nothing else.` }));

it("writes", () => client.responses.create({ model: "gpt-4o-mini", input: `You write the answer of a shop for bicycles to a letter of a customer. Be kind and short: three
sentences at most, no promise of a date unless one stands in the order, no discount unless the
order says so. Begin with what the shop will do, then with what the customer has to do, if there
is anything. Never speak of other customers, of suppliers, or of how this answer was made. If the
letter asks for a person, say that one will write within a day, and write nothing else at all.` }));
